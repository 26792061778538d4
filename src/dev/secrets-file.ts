import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Variables } from '../config/given-env.js';
import { SECRET_NAMES } from '../config/secrets.js';
import { StartupProblem } from './startup-problem.js';

/**
 * The secrets of this clone, made at its first start. Without the file the encrypted columns of its database are lost,
 * so it is only ever added to.
 */
export async function readOrMakeSecrets(folder: string): Promise<Variables> {
  const file = join(folder, 'secrets.json');
  const known = await readSecrets(file);
  const made = Object.fromEntries(
    SECRET_NAMES.map((name) => [name, randomBytes(36).toString('base64url')]),
  );
  const secrets = {
    ...made,
    JWT_KEYS: `k1:${randomBytes(36).toString('base64url')}`,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    ...known,
  };
  if (Object.keys(secrets).length > Object.keys(known).length) {
    await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  }
  return secrets;
}

async function readSecrets(file: string): Promise<Variables> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new StartupProblem(`${file} cannot be read.`);
  }
  try {
    return JSON.parse(text) as Variables;
  } catch {
    throw new StartupProblem(`${file} is damaged; restore it, or move the folder .data away.`);
  }
}
