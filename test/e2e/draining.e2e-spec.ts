import { describe, expect, it } from 'vitest';
import { drain } from '../../src/draining.js';
import { Readiness } from '../../src/modules/operations/health/readiness.js';
import { useApi } from '../setup/test-api.js';

describe('A process that is told to stop, behind a proxy', () => {
  const t = useApi({ env: { TRUSTED_PROXIES: '127.0.0.1/32', RESPONSE_CACHE_MB: '8' } });

  it('sends reads elsewhere, kept answers too, does what writes, and closes connections', async () => {
    const buyer = await t.given.buyer();
    const token = buyer.customer?.token ?? null;
    const before = await t.http('GET', '/api/v1/categories');
    expect(before.status).toBe(200);
    expect(before.headers.get('connection')).not.toBe('close');
    await t.http('GET', '/api/v1/categories');

    const draining = drain(t.get(Readiness), { ...t.env, NODE_ENV: 'production' });
    const refused = await t.http('GET', '/api/v1/categories');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(refused.headers.get('connection')).toBe('close');
    const placed = await t.http('POST', '/api/v1/orders', {
      body: buyer.input,
      token,
      headers: { 'idempotency-key': 'while-stopping' },
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
