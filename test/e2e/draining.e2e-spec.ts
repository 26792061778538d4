import { HttpAdapterHost } from '@nestjs/core';
import { Agent, type IncomingMessage, request, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { closePort, drain } from '../../src/draining.js';
import { Readiness } from '../../src/modules/operations/health/readiness.js';
import { useApi } from '../setup/test-api.js';
import { startApiProcess } from '../setup/test-workers.js';

const PROXY = { TRUSTED_PROXIES: '127.0.0.1/32' };
const ANNOUNCED = { 'x-proxy-retries': '503' };

/** One caller who keeps his one connection. */
function keptCaller(): {
  ask: (url: string) => Promise<[status: number, connection: string | undefined]>;
  end: () => void;
} {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (url: string): Promise<[number, string | undefined]> =>
    new Promise((resolve, reject) => {
      request(url, { agent }, (answer: IncomingMessage) => {
        answer.resume().once('end', () => {
          resolve([answer.statusCode ?? 0, answer.headers.connection]);
        });
      })
        .once('error', reject)
        .end();
    });
  return { ask, end: () => agent.destroy() };
}

describe('A process that is told to stop, behind a proxy', () => {
  const t = useApi({ env: { ...PROXY, RESPONSE_CACHE_MB: '8' } });

  it('answers what comes, sends reads of a proxy that asks another one elsewhere, and closes connections', async () => {
    const buyer = await t.given.buyer();
    const token = buyer.customer?.token ?? null;
    const before = await t.http('GET', '/api/v1/categories', { headers: ANNOUNCED });
    expect(before.status).toBe(200);
    expect(before.headers.get('connection')).not.toBe('close');
    await t.http('GET', '/api/v1/categories');
    const locker = await t.owner.connect();
    await locker.query('BEGIN; LOCK TABLE payment_methods IN ACCESS EXCLUSIVE MODE');
    const running = t.http('GET', '/api/v1/payment-methods');
    await sleep(100);

    const draining = drain(t.get(Readiness), t.env);
    await locker.query('ROLLBACK');
    locker.release();
    const old = await running;
    expect([old.status, old.headers.get('connection')]).toEqual([200, 'close']);
    const kept = await t.http('GET', '/api/v1/categories');
    expect([kept.status, kept.headers.get('connection')]).toEqual([200, 'close']);
    const refused = await t.http('GET', '/api/v1/categories', { headers: ANNOUNCED });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(refused.headers.get('connection')).toBe('close');
    const placed = await t.http('POST', '/api/v1/orders', {
      body: buyer.input,
      token,
      headers: { 'idempotency-key': 'while-stopping', ...ANNOUNCED },
    });
    expect([placed.status, placed.headers.get('connection')]).toEqual([201, 'close']);
    expect((await t.http('GET', '/health/live')).status).toBe(200);
    expect((await t.http('GET', '/health/ready')).status).toBe(503);

    // Somebody came a moment ago: it waits until nobody does.
    const began = performance.now();
    await t.http('GET', '/api/v1/categories');
    await draining;
    expect(performance.now() - began).toBeGreaterThan(250);
  });
});

describe('A port that closes', () => {
  const t = useApi({ env: PROXY });
  const caller = keptCaller();
  afterAll(() => caller.end());

  it('answers who is connected, and nobody else', async () => {
    const url = `${t.baseUrl}/api/v1/payment-methods`;
    expect(await caller.ask(url)).toEqual([200, 'keep-alive']);
    const readiness = t.get(Readiness);
    const server = t.get(HttpAdapterHost).httpAdapter.getHttpServer() as Server;
    readiness.close();
    const closed = closePort(server, readiness, t.env, 5_000);
    const kept = caller.ask(url);
    await expect(t.http('GET', '/health/live')).rejects.toThrow();
    expect(await kept).toEqual([200, 'close']);
    expect(await closed).toBe(true);
    await expect(caller.ask(url)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('An API process that is told to stop, behind a proxy', () => {
  useApi();
  const callers = [keptCaller(), keptCaller()];
  afterAll(() => callers.forEach((caller) => caller.end()));

  it('is not ready first, answers on kept connections, and ends with 0', async () => {
    const api = await startApiProcess(PROXY);
    const ask = () => Promise.all(callers.map((caller) => caller.ask(`${api.url}/api/v1/brands`)));
    expect(await ask()).toEqual([
      [200, 'keep-alive'],
      [200, 'keep-alive'],
    ]);
    const ended = api.kill('SIGTERM');
    const ready = async () => (await fetch(`${api.url}/health/ready`)).status;
    await expect.poll(ready, { interval: 20 }).toBe(503);
    expect(await ask()).toEqual([
      [200, 'close'],
      [200, 'close'],
    ]);
    expect(await ended).toBe(0);
    expect(api.log()).not.toMatch(/"level":[45]0/);
  });
});
