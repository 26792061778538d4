import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { keptBackups, type Retention } from './retention.js';

const NAME = /^dump-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.enc$/;

const manifestSchema = z.object({
  takenAt: z.iso.datetime(),
  bytes: z.number().int(),
  sha256: z.string(),
  keyId: z.string(),
  database: z.string(),
  entries: z.number().int(),
});

/** What stands beside a dump: what it must be to be whole. */
export type DumpManifest = z.infer<typeof manifestSchema>;

/** A dump of the folder. */
export interface DumpFile {
  readonly file: string;
  readonly takenAt: Date;
  /** Null: it was never finished, or its manifest is lost. */
  readonly manifest: DumpManifest | null;
}

/** `dump-20260131T031500Z.enc` */
export function dumpName(time: Date): string {
  return `dump-${time.toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z.enc`;
}

/** All dumps of a folder, the newest first. */
export async function listDumps(folder: string): Promise<DumpFile[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = (await readdir(folder))
    .filter((name) => NAME.test(name))
    .sort()
    .reverse();
  return Promise.all(
    names.map(async (name) => {
      const [, ...parts] = NAME.exec(name) ?? [];
      const [year, month, day, hour, minute, second] = parts;
      const takenAt = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
      return {
        file: join(folder, name),
        takenAt,
        manifest: await readManifest(join(folder, name)),
      };
    }),
  );
}

/** Written last: a dump without it was never finished. */
export async function writeManifest(file: string, manifest: DumpManifest): Promise<void> {
  const path = `${file}.json`;
  await writeFile(`${path}.part`, `${JSON.stringify(manifest)}\n`, { mode: 0o600 });
  await rename(`${path}.part`, path);
}

async function readManifest(file: string): Promise<DumpManifest | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(`${file}.json`, 'utf8')));
  } catch {
    return null;
  }
}

/** @returns the files that were deleted; whole dumps go by the retention, halves when they are a day old. */
export async function pruneDumps(folder: string, retention: Retention): Promise<string[]> {
  const dumps = await listDumps(folder);
  const whole = dumps.filter(({ manifest }) => manifest !== null);
  const kept = new Set(
    keptBackups(
      whole.map(({ takenAt }) => takenAt),
      retention,
    ),
  );
  const yesterday = Date.now() - 86_400_000;
  const gone = dumps.filter(({ manifest, takenAt }) =>
    manifest === null ? takenAt.getTime() < yesterday : !kept.has(takenAt),
  );
  for (const { file } of gone) {
    await rm(`${file}.json`, { force: true });
    await rm(file, { force: true });
  }
  return gone.map(({ file }) => file);
}

/** SHA-256 of a file, hex. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
