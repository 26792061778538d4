import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './free-port.js';
import { StartupProblem } from './startup-problem.js';

/** A private redis-server. Like the embedded PostgreSQL it outlives its parent and is found again. */
export interface EmbeddedRedis {
  readonly url: string;
  readonly port: number;
  readonly isReused: boolean;
  stop(): Promise<void>;
}

export interface EmbeddedRedisOptions {
  /** The program, from `findRedisServer`. */
  readonly program: string;
  readonly folder: string;
  /** False keeps nothing on disk: for data that are thrown away. */
  readonly isDurable?: boolean;
  /** Told the process id of a server that this call started. */
  readonly onStarted?: (pid: number) => void;
}

interface ServerFile {
  readonly port: number;
  readonly password: string;
}

const START_MS = 20_000;
const PORT_TRIES = 3;

/** The redis-server program in a search path such as PATH, or null. */
export function findRedisServer(searchPath: string): string | null {
  const folders = searchPath.split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, 'redis-server')).find(isExecutable) ?? null;
}

/** Starts the server, or finds the one that an earlier process left running in that folder. */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  await mkdir(options.folder, { recursive: true });
  const file = join(options.folder, 'server.json');
  const known = await readServerFile(file);
  if (known !== null && (await isAnswering(known))) return describe(known, true);

  const password = known?.password ?? randomBytes(24).toString('base64url');
  for (let attempt = 1; attempt <= PORT_TRIES; attempt += 1) {
    // Between finding a port and listening on it somebody else may have taken it.
    const preferred = attempt === 1 ? known?.port : undefined;
    const server: ServerFile = { port: await findFreePort(preferred), password };
    await writeFile(file, `${JSON.stringify(server)}\n`, { mode: 0o600 });
    if (await launch(options, server)) return describe(server, false);
  }
  const log = join(options.folder, 'server.log');
  throw new StartupProblem(`redis-server did not start (see ${log}).`);
}

/** False when the server ended again or did not answer in time. */
async function launch(options: EmbeddedRedisOptions, server: ServerFile): Promise<boolean> {
  // A session of its own: Ctrl-C must not end it before the workers are done with it.
  const child = spawn(options.program, ['-'], {
    cwd: options.folder,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.stdin.end(configText(options, server));
  child.unref();
  if (child.pid !== undefined) options.onStarted?.(child.pid);
  const deadline = Date.now() + START_MS;
  while (!(await isAnswering(server))) {
    if (child.exitCode !== null) return false;
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      return false;
    }
    await sleep(20);
  }
  return true;
}

/** Handed over on standard input, so that the password is in no process list. */
function configText(options: EmbeddedRedisOptions, server: ServerFile): string {
  const lines = [
    'bind 127.0.0.1',
    `port ${server.port}`,
    `requirepass ${server.password}`,
    'dir .',
    'logfile server.log',
    'pidfile server.pid',
    'save ""',
    `appendonly ${options.isDurable === false ? 'no' : 'yes'}`,
    // A queue must never lose a key to make room.
    'maxmemory-policy noeviction',
  ];
  return `${lines.join('\n')}\n`;
}

function describe(server: ServerFile, isReused: boolean): EmbeddedRedis {
  const stop = async (): Promise<void> => {
    await say(server, 'SHUTDOWN').catch(() => '');
    const deadline = Date.now() + START_MS;
    while ((await isAnswering(server)) && Date.now() < deadline) await sleep(20);
  };
  const url = `redis://:${server.password}@127.0.0.1:${server.port}`;
  return { url, port: server.port, isReused, stop };
}

/** Only our own server knows the password, so a stranger on the remembered port is not taken for it. */
async function isAnswering(server: ServerFile): Promise<boolean> {
  const answer = await say(server, 'PING').catch(() => '');
  return answer.includes('+PONG');
}

/** Sends one command after logging in and gives back all that the server says. */
function say(server: ServerFile, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port: server.port });
    let answer = '';
    socket.setTimeout(2000, () => socket.destroy());
    socket.once('error', reject);
    socket.once('close', () => resolve(answer));
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.write(`AUTH ${server.password}\r\n${command}\r\nQUIT\r\n`);
  });
}

async function readServerFile(file: string): Promise<ServerFile | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ServerFile;
  } catch {
    return null;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
