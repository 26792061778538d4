import { z } from 'zod';
import { runTool } from './tools.js';

/** Where pgBackRest finds what it is to look after: its own configuration file and variables (PGBACKREST_…). */
export interface BackRest {
  readonly stanza: string;
  /** Its configuration file; that of the environment when left out. */
  readonly config?: string;
}

/** What stands in its repository. */
export interface BaseBackup {
  readonly label: string;
  readonly type: string;
  readonly finishedAt: Date;
  readonly bytes: number;
  readonly hasError: boolean;
}

const infoSchema = z.array(
  z.object({
    name: z.string(),
    backup: z.array(
      z.object({
        label: z.string(),
        type: z.string(),
        error: z.boolean().nullable().optional(),
        timestamp: z.object({ stop: z.number() }),
        info: z.object({ size: z.number() }),
      }),
    ),
    archive: z.array(z.object({ min: z.string().nullable(), max: z.string().nullable() })),
  }),
);

/** Runs a command of pgBackRest; as the account of PostgreSQL when this process is root. */
export function backRest(
  { stanza, config }: BackRest,
  command: string,
  ...options: readonly string[]
): Promise<string> {
  const named = config === undefined ? [] : [`--config=${config}`];
  return runTool({
    program: 'pgbackrest',
    args: [`--stanza=${stanza}`, ...named, '--log-level-console=warn', ...options, command],
    asPostgres: true,
  });
}

/** A base backup into the encrypted repository; makes the stanza when there is none yet. */
export async function takeBase(
  rest: BackRest,
  type: 'full' | 'diff' | 'incr',
): Promise<BaseBackup> {
  await backRest(rest, 'stanza-create');
  await backRest(rest, 'backup', `--type=${type}`);
  const [newest] = await listBases(rest);
  if (newest === undefined) throw new Error('pgBackRest has made no backup.');
  return newest;
}

/** Has the server archive the write-ahead file it is at, and waits until it lies in the repository. */
export async function checkArchiving(rest: BackRest): Promise<void> {
  await backRest(rest, 'check');
}

/** Base backups, the newest first. */
export async function listBases(rest: BackRest): Promise<BaseBackup[]> {
  const text = await backRest(rest, 'info', '--output=json');
  const [stanza] = infoSchema.parse(JSON.parse(text));
  const list = (stanza?.backup ?? []).map(({ label, type, error, timestamp, info }) => ({
    label,
    type,
    finishedAt: new Date(timestamp.stop * 1000),
    bytes: info.size,
    hasError: error === true,
  }));
  return list.reverse();
}
