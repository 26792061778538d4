import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { environmentWith, searchPath } from '../../../config/given-env.js';

const DEBIAN = '/usr/lib/postgresql';
const SHOWN_CHARACTERS = 2_000;
/** No secret of the shop goes to a program that has no use for it. */
const KEPT: readonly string[] = ['PATH', 'HOME', 'LANG', 'TZ'];

/** A program of PostgreSQL or pgBackRest is not on this machine. */
export class ToolMissing extends Error {
  constructor(name: string) {
    super(`The program ${name} is not here: install PostgreSQL's client programs and pgbackrest.`);
    this.name = 'ToolMissing';
  }
}

/** A program ended with an error; the message has its last words. */
export class ToolFailed extends Error {
  constructor(program: string, code: number | null, words: string) {
    super(`${program} ended with ${code}: ${words.trim().split('\n').slice(-3).join(' ')}`);
    this.name = 'ToolFailed';
  }
}

/** Where a program lies: on PATH, or among Debian's, the newest first. Null where there is none. */
export function findTool(name: string): string | null {
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a))
    : [];
  const folders = [
    ...searchPath().split(delimiter),
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
  ];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** What to run. */
export interface ToolCall {
  readonly program: string;
  readonly args: readonly string[];
  /** Beside PATH and those of pgBackRest; passwords go here, never among the arguments that everybody sees. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: Readable;
  /** Where its output goes; collected when left out. */
  readonly output?: Writable;
  /** Give up root for the account that PostgreSQL runs as. */
  readonly asPostgres?: boolean;
}

/**
 * Runs a program to its end.
 *
 * @returns what it wrote to standard output, unless that went elsewhere
 * @throws ToolMissing, ToolFailed
 */
export async function runTool(call: ToolCall): Promise<string> {
  const path = call.program.includes('/') ? call.program : findTool(call.program);
  if (path === null) throw new ToolMissing(call.program);
  const account = call.asPostgres === true ? postgresAccount() : {};
  const child = spawn(path, [...call.args], {
    env: { ...inherited(), ...call.env },
    cwd: call.cwd ?? '/',
    stdio: [call.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...account,
  });
  let text = '';
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-SHOWN_CHARACTERS);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const moved: Promise<unknown>[] = [];
  if (call.input && child.stdin) moved.push(pipeline(call.input, child.stdin));
  if (child.stdout && call.output) moved.push(pipeline(child.stdout, call.output));
  else child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code, ...streams] = await Promise.allSettled([ended, ...moved]);
  if (code.status === 'rejected') throw code.reason;
  if (code.value !== 0) throw new ToolFailed(call.program, code.value, words || text);
  for (const stream of streams) {
    if (stream.status === 'rejected' && !isClosedPipe(stream.reason)) throw stream.reason;
  }
  return text;
}

/** The program has read as much as it wanted. */
function isClosedPipe(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET';
}

/** The account `postgres` when this process is root: PostgreSQL refuses to run as root. */
export function postgresAccount(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith('postgres:'));
  const [, , uid, gid] = (line ?? '').split(':');
  if (uid === undefined || gid === undefined) throw new Error('There is no account postgres here.');
  return { uid: Number(uid), gid: Number(gid) };
}

/** The variables by which PostgreSQL's programs find a database. */
export function libpqVariables(url: string): Record<string, string> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const ssl = searchParams.get('sslmode');
  return {
    PGHOST: hostname || 'localhost',
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    ...(ssl === null ? {} : { PGSSLMODE: ssl }),
  };
}

function inherited(): Record<string, string> {
  const kept = Object.entries(environmentWith({})).flatMap(([name, value]) =>
    value !== undefined && (KEPT.includes(name) || name.startsWith('PGBACKREST_'))
      ? [[name, value] as const]
      : [],
  );
  return Object.fromEntries(kept);
}
