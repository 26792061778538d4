import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientFiles } from './client-files.js';
import type { RawDocument } from './read-document.js';
import { repositoryRoot } from './repository-root.js';

/** Where the generated files are. */
const GENERATED_FOLDER = join(repositoryRoot(), 'src/client/generated');

/** What they should be by the committed document. */
export async function expectedClient(): Promise<ReadonlyMap<string, string>> {
  const contract = join(repositoryRoot(), 'test/contract');
  const document = await readFile(join(contract, 'openapi.json'), 'utf8');
  const codes = await readFile(join(contract, 'error-codes.json'), 'utf8');
  const names = Object.keys(JSON.parse(codes) as object).sort();
  return clientFiles(JSON.parse(document) as RawDocument, names);
}

/** What they are. */
export async function committedClient(): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(GENERATED_FOLDER).catch(() => []);
  const files = names.map(
    async (name) => [name, await readFile(join(GENERATED_FOLDER, name), 'utf8')] as const,
  );
  return new Map(await Promise.all(files));
}

async function main(): Promise<void> {
  const [expected, committed] = await Promise.all([expectedClient(), committedClient()]);
  await mkdir(GENERATED_FOLDER, { recursive: true });
  for (const [name, text] of expected) {
    if (committed.get(name) !== text) await writeFile(join(GENERATED_FOLDER, name), text);
  }
  // A tag that is gone.
  for (const name of committed.keys()) {
    if (!expected.has(name)) await rm(join(GENERATED_FOLDER, name));
  }
  console.log(`${relative(process.cwd(), GENERATED_FOLDER)}: ${expected.size} files written`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
