import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { SECRET_NAMES } from '../../../src/config/secrets.js';
import { findFreePort } from '../../../src/dev/free-port.js';
import { productionSecrets } from '../../setup/production-secrets.js';
import { builtFile } from '../../setup/test-build.js';
import { useIntegration } from '../../setup/test-app.js';
import { sendRequest } from '../../setup/test-api.js';
import { startApiProcess, type TestProcess } from '../../setup/test-workers.js';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built API with nothing but the given variables, to its end. */
async function runApi(variables: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn(process.execPath, [builtFile('src/main.js')], {
    env: { PATH: process.env['PATH'], ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const kill = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(kill);
  return { code, stdout, stderr };
}

describe('The API that cannot start says so in one sentence', () => {
  const t = useIntegration({ only: [] });

  async function refusal(variables: Readonly<Record<string, string>>): Promise<string> {
    const ended = await runApi({ DATABASE_URL: t.url, PORT: '0', ...variables });
    expect(ended.code).toBe(1);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).not.toMatch(/\n\s+at /);
    return ended.stderr.trim();
  }

  it('in production: all missing and weak secrets at once, by name, without a value', async () => {
    const weak = 'changeme-changeme-changeme-changeme';
    const text = await refusal({
      NODE_ENV: 'production',
      JWT_KEYS: `k1:${weak}`,
      TOKEN_SECRET: 'short-1',
    });
    for (const name of [...SECRET_NAMES, 'JWT_KEYS', 'ENCRYPTION_KEYS'])
      expect(text).toContain(`- ${name} `);
    expect(text).not.toContain(weak);
    expect(text).not.toContain('short-1');
  });

  it.each([
    ['superuser', () => t.adminUrl],
    ['owner', () => t.ownerUrl],
  ])('in production: a database account that is %s', async (_, url) => {
    const account = { NODE_ENV: 'production', ...productionSecrets(), DATABASE_URL: url() };
    expect(await refusal(account)).toMatch(
      /^The database account "\w+" (is a superuser|owns tables)/,
    );
  });

  it('a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const text = await refusal({ PORT: port }).finally(() => server.close());
    expect(text).toBe(`Port ${port} on 127.0.0.1 is taken: set PORT to another one`);
  });

  it('a database that is not there, is another one, or refuses the account', async () => {
    const change = (edit: (url: URL) => void): string => {
      const url = new URL(t.url);
      edit(url);
      return url.toString();
    };
    const port = String(await findFreePort());
    const gone = change((url) => (url.port = port));
    expect(await refusal({ DATABASE_URL: gone })).toContain('nothing listens there');
    const other = change((url) => (url.pathname = '/no_such_test_database'));
    expect(await refusal({ DATABASE_URL: other })).toContain('no database of this name');
    const denied = await refusal({ DATABASE_URL: change((url) => (url.password = 'wrong-pw-1')) });
    expect(denied).toContain('refuses the account');
    expect(denied).not.toContain('wrong-pw-1');
  });

  it('starts in production with the application role and secrets of its own', async () => {
    const api = await startApiProcess({
      NODE_ENV: 'production',
      PASSWORD_HASH_COST: '',
      ...productionSecrets(),
    });
    expect(await api.kill('SIGTERM')).toBe(0);
  });
});

describe('A running API', () => {
  const t = useIntegration({ only: [] });
  let api: TestProcess;
  beforeAll(async () => {
    api = await startApiProcess();
  });

  it('is not ready while its database is away or not migrated, and lives on', async () => {
    const ready = () =>
      sendRequest<{ status: string; migrations: string }>(`${api.url}/health/ready`, 'GET');
    expect((await ready()).body).toMatchObject({ status: 'degraded', migrations: 'complete' });
    await t.owner.query('ALTER TABLE migrations RENAME TO migrations_away');
    await sleep(600);
    const pending = await ready();
    expect(pending.status).toBe(503);
    expect(pending.body.migrations).toBe('pending');
    expect((await sendRequest(`${api.url}/health/live`, 'GET')).status).toBe(200);
    await t.owner.query('ALTER TABLE migrations_away RENAME TO migrations');
    await sleep(600);
    expect((await ready()).status).toBe(200);
  });

  it('that is told to stop answers what runs, takes nothing new and exits with 0', async () => {
    const locker = await t.owner.connect();
    await locker.query('BEGIN; LOCK TABLE payment_methods IN ACCESS EXCLUSIVE MODE');
    const running = sendRequest(`${api.url}/api/v1/payment-methods`, 'GET');
    await sleep(300);
    const ended = api.kill('SIGTERM');
    await sleep(300);
    await expect(sendRequest(`${api.url}/health/live`, 'GET')).rejects.toThrow();
    await locker.query('ROLLBACK');
    locker.release();
    expect((await running).status).toBe(200);
    expect(await ended).toBe(0);
    expect(api.log()).not.toMatch(/"level":50/);
  });
});
