import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository, seen from the build as from the sources. */
export function repositoryRoot(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return join(here, here.includes('/dist/') ? '../../../..' : '../../..');
}
