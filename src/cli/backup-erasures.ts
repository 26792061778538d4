import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { environmentWith } from '../config/given-env.js';
import type { RoleUrls } from '../database/roles.js';

const run = promisify(execFile);

const LIST = `SELECT id, user_id AS "userId", order_ids AS "orderIds", requested_at AS "requestedAt" FROM erasures
  ORDER BY requested_at`;

/** Who was erased, by ids alone: the newest list there is goes over what a backup brings back. */
export async function erasuresOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return JSON.stringify((await client.query(LIST)).rows);
  } finally {
    await client.end();
  }
}

/**
 * Erases everybody of a list once more in a restored database, by a process of its own: this one may be bound to the
 * source.
 *
 * @param list the output of `erasures list`
 */
export async function eraseAgain(urls: RoleUrls, list: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'eshop-erasures-'));
  const file = join(folder, 'erasures.json');
  try {
    await writeFile(file, list, { mode: 0o600 });
    const program = process.argv[1] ?? '';
    await run(process.execPath, [program, 'erasures', 'apply', '--from', file], {
      env: environmentWith({
        DATABASE_URL: urls.appUrl,
        DATABASE_OWNER_URL: urls.ownerUrl,
        DATABASE_READER_URL: urls.readerUrl,
      }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same accounts on another server or database. */
export function elsewhere(urls: RoleUrls, url: string): RoleUrls {
  const { hostname, port, pathname } = new URL(url);
  const moved = (from: string): string => {
    const to = new URL(from);
    to.hostname = hostname;
    to.port = port;
    to.pathname = pathname;
    return to.toString();
  };
  return {
    ownerUrl: moved(urls.ownerUrl),
    appUrl: moved(urls.appUrl),
    readerUrl: moved(urls.readerUrl),
  };
}
