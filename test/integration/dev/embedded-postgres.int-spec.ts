import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../src/dev/embedded-postgres.js';
import { identify, isAlive } from '../../../src/dev/process-identity.js';
import { registerProcess, testRun } from '../../setup/test-run.js';

describe('The embedded PostgreSQL', () => {
  let number = 0;
  let folder = '';
  let server: EmbeddedPostgres | undefined;

  beforeEach(() => {
    number += 1;
    folder = join(testRun().folder, `embedded-${number}`);
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  function start(): Promise<EmbeddedPostgres> {
    return startIn(folder, `${folder}-fallback`);
  }

  async function startIn(place: string, fallbackFolder: string): Promise<EmbeddedPostgres> {
    server = await startEmbeddedPostgres({ folder: place, fallbackFolder, isDurable: false });
    registerProcess(testRun().folder, server.pid);
    return server;
  }

  async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('is found again with its data by a second start, on the same port', async () => {
    const first = await start();
    await ask(first.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS n');
    const began = Date.now();
    const second = await start();
    expect(Date.now() - began).toBeLessThan(2000);
    expect(second).toMatchObject({ isReused: true, port: first.port, pid: first.pid });
    expect(await ask(second.adminUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('starts again after it was killed', async () => {
    const first = await start();
    process.kill(first.pid, 'SIGKILL');
    const second = await start();
    expect(second).toMatchObject({ isReused: false, port: first.port });
    expect(await ask(second.adminUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('does not take a stranger with the old process number for the server', async () => {
    const first = await start();
    const lock = join(first.folder, 'data', 'postmaster.pid');
    const text = readFileSync(lock, 'utf8');
    await first.stop();
    writeFileSync(lock, text.replace(/^\d+/, String(process.pid)));
    const second = await start();
    expect(second.isReused).toBe(false);
    expect(second.pid).not.toBe(process.pid);
  });

  it('listens on this machine only and wants a password', async () => {
    const { adminUrl, port } = await start();
    const shown = await ask(adminUrl, 'SHOW listen_addresses');
    expect(shown).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const wrong = `postgres://postgres:wrong@127.0.0.1:${port}/postgres`;
    await expect(ask(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('is gone after stop', async () => {
    const { pid, stop } = await start();
    const known = identify(pid);
    await stop();
    expect(isAlive(known)).toBe(false);
  });

  it.runIf(process.getuid?.() === 0)(
    'moves out of a home that its account cannot enter',
    async () => {
      const home = join(testRun().folder, 'closed-home');
      mkdirSync(home, { mode: 0o700 });
      folder = join(home, 'postgres');
      const { adminUrl, folder: used } = await startIn(folder, join(testRun().folder, 'outside'));
      expect(used).toBe(join(testRun().folder, 'outside'));
      expect(await ask(adminUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
      // A link would lead back into the home.
      const library = lstatSync(join(used, 'programs', 'lib', 'libpq.so.5'));
      expect(library.isSymbolicLink()).toBe(false);
    },
  );

  it('says in one sentence that the data belong to another version', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(join(first.folder, 'data', 'PG_VERSION'), '12\n');
    await expect(start()).rejects.toThrow(/belong to PostgreSQL 12 and the installed one is \d+;/);
    server = undefined;
  });
});
