import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, pipeline as joinStreams, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EncryptionKey } from '../../../config/secrets.js';
import { digestOf, type DumpFile, dumpName, listDumps, writeManifest } from './dump-files.js';
import { BackupUnreadable, OpenStream, SealStream } from './stream-cipher.js';
import { libpqVariables, runTool } from './tools.js';

/** Where dumps lie and what opens them. */
export interface DumpStore {
  readonly folder: string;
  readonly keys: readonly EncryptionKey[];
}

/**
 * Dumps a database (pg_dump, custom format), encrypted while it is written, and checks what was written: its digest, and
 * that pg_restore can read it. What is not whole gets no manifest.
 *
 * @param url the owner's: it sees all rows
 * @throws ToolMissing, ToolFailed, BackupUnreadable
 */
export async function takeDump({ folder, keys }: DumpStore, url: string): Promise<DumpFile> {
  await listDumps(folder);
  const [key] = keys;
  if (key === undefined) throw new Error('BACKUP_KEYS has no key.');
  const takenAt = new Date(Math.floor(Date.now() / 1000) * 1000);
  const file = join(folder, dumpName(takenAt));
  const seal = new SealStream(key);
  const written = pipeline(seal, createWriteStream(`${file}.part`, { mode: 0o600, flush: true }));
  try {
    // Rows of every person are wanted; pg_dump asks for that by itself and the owner may.
    const args = ['--format=custom', '--compress=6', '--no-password'];
    const dumped = runTool({ program: 'pg_dump', args, env: libpqVariables(url), output: seal });
    await Promise.all([dumped, written]);
  } catch (error) {
    seal.destroy();
    await written.catch(() => undefined);
    await rm(`${file}.part`, { force: true });
    throw error;
  }
  await rename(`${file}.part`, file);
  const entries = await countEntries({ folder, keys }, file);
  const manifest = {
    takenAt: takenAt.toISOString(),
    bytes: (await stat(file)).size,
    sha256: await digestOf(file),
    keyId: key.id,
    database: new URL(url).pathname.slice(1),
    entries,
  };
  await writeManifest(file, manifest);
  return { file, takenAt, manifest };
}

/** @throws BackupUnreadable when a dump is not what its manifest says, or pg_restore cannot read it */
export async function checkDump(store: DumpStore, dump: DumpFile): Promise<void> {
  if (dump.manifest === null) throw new BackupUnreadable('it was never finished');
  if ((await digestOf(dump.file)) !== dump.manifest.sha256) {
    throw new BackupUnreadable('its digest is not that of its manifest');
  }
  const entries = await countEntries(store, dump.file);
  if (entries !== dump.manifest.entries)
    throw new BackupUnreadable('its table of contents differs');
}

/**
 * Restores a dump into a database that has no tables yet. The three accounts must be there.
 *
 * @param url an account that may give tables to others: a superuser
 */
export async function restoreDump(store: DumpStore, file: string, url: string): Promise<void> {
  await runTool({
    program: 'pg_restore',
    args: ['--exit-on-error', '--no-password', '--dbname', new URL(url).pathname.slice(1)],
    env: libpqVariables(url),
    input: opened(store, file),
  });
}

/** Opens every piece of a dump, and has pg_restore read its table of contents. */
async function countEntries(store: DumpStore, file: string): Promise<number> {
  await pipeline(createReadStream(file), new OpenStream(store.keys), nowhere());
  const listing = await runTool({
    program: 'pg_restore',
    args: ['--list'],
    input: opened(store, file),
  });
  return listing.split('\n').filter((line) => /^\d+;/.test(line)).length;
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

function opened(store: DumpStore, file: string): PassThrough {
  const out = new PassThrough();
  joinStreams(createReadStream(file), new OpenStream(store.keys), out, () => undefined);
  return out;
}
