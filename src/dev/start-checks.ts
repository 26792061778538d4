import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isPortFree } from './free-port.js';
import { messageOf, StartupProblem } from './startup-problem.js';

const CONNECT_MS = 5000;

/** Makes the folder and writes into it. Throws `StartupProblem` when that does not work. */
export async function checkFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const probe = join(folder, `.probe-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? messageOf(error);
    throw new StartupProblem(
      `The folder ${folder} cannot be written (${reason}); data and logs go there.`,
    );
  }
}

/** Throws `StartupProblem` when the API could not listen; `patienceMs` is for a predecessor that is just leaving. */
export async function checkPort(port: number, host: string, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    if (await canListen(port, host)) return;
    if (Date.now() >= deadline) break;
    await sleep(100);
  }
  throw new StartupProblem(
    `Port ${port} on ${host} is in use by another program; choose another one: PORT=${port + 1} npm start`,
  );
}

/** Throws `StartupProblem` when the server of DATABASE_URL does not let us in. */
export async function checkDatabase(name: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  try {
    await client.connect();
  } catch (error) {
    throw new StartupProblem(`${name} cannot be reached at ${placeOf(url)}: ${messageOf(error)}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Throws `StartupProblem` when nobody answers at the host and port of a URL. */
export async function checkReachable(name: string, url: string, usualPort: number): Promise<void> {
  const { hostname, port } = new URL(url);
  try {
    await connect(hostname, port === '' ? usualPort : Number(port));
  } catch (error) {
    throw new StartupProblem(`${name} cannot be reached at ${placeOf(url)}: ${messageOf(error)}.`);
  }
}

async function canListen(port: number, host: string): Promise<boolean> {
  try {
    return await isPortFree(port, host);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? messageOf(error);
    throw new StartupProblem(`The API cannot listen on ${host}:${port} (${reason}).`);
  }
}

function connect(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host, port, timeout: CONNECT_MS });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
  });
}

/** Host, port and name only: what stands before them may be a password. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}${port === '' ? '' : `:${port}`}${pathname === '/' ? '' : pathname}`;
}
