import { describe, expect, it } from 'vitest';

import { systemContext } from '../../src/common/request-context.js';
import { GatewayRegistry } from '../../src/modules/payments/gateways/gateway-registry.js';
import { CodGateway } from '../../src/modules/payments/gateways/cod/cod.gateway.js';
import { AskGateway } from '../../src/modules/payments/use-cases/ask-gateway.js';
import { FakeGateway, OPEN, paid } from '../setup/fake-gateway.js';
import { useApi } from '../setup/test-api.js';

const fake = new FakeGateway();

interface Detail {
  readonly id: string;
  readonly status: string;
  readonly capturedAmount: string;
  readonly failureReason: string | null;
  readonly events: readonly { id: string; source: string; outcome: string | null }[];
}

describe('Payments for staff', () => {
  const t = useApi({
    overrides: [{ token: GatewayRegistry, value: new GatewayRegistry([fake, new CodGateway()]) }],
  });

  const desk = async () => {
    const { token } = await t.given.staff({ payments: 'rwx' });
    const ask = <T = Record<string, unknown>>(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) => t.http<T>(method, `/api/v1/admin/${path}`, { token, body, headers });
    const { id: methodId } = await t.given.paymentMethod({ code: 'fake', gateway: 'fake' });
    return { ask, methodId };
  };

  it('are listed, asked for, captured and let go', async () => {
    const { ask, methodId } = await desk();
    const wish = { methodId, status: 'processing' } as const;
    const payment = await t.given.payment(wish);
    const manual = `UPDATE payments SET capture_mode = 'manual' WHERE id = ANY ($1)`;
    const other = await t.given.payment(wish);
    await t.owner.query(manual, [[payment.id, other.id]]);
    for (const { reference } of [payment, other]) {
      fake.statuses.set(reference, { ...OPEN, authorised: payment });
    }
    expect(await ask('POST', `payments/${payment.id}/capture`)).toMatchObject({
      status: 409,
      body: { code: 'payments.not_held' },
    });
    const asked = await ask<Detail>('POST', `payments/${payment.id}/query`);
    expect(asked).toMatchObject({ status: 200, body: { authorisedAmount: '49.90' } });
    const too = await ask('POST', `payments/${payment.id}/capture`, { amount: '49.91' });
    expect(too.status).toBe(409);
    for (const amount of ['-1', 'NaN', '1e9', '1.001']) {
      expect((await ask('POST', `payments/${payment.id}/capture`, { amount })).status).toBe(400);
    }
    const taken = await ask<Detail>('POST', `payments/${payment.id}/capture`);
    expect(taken).toMatchObject({
      status: 200,
      body: { status: 'success', capturedAmount: '49.90' },
    });
    expect(taken.body.events.map(({ source }) => source)).toEqual(['answer', 'query']);
    await ask('POST', `payments/${other.id}/query`);
    const gone = await ask<Detail>('POST', `payments/${other.id}/void`);
    expect(gone).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    const list = await ask<{ items: { id: string }[] }>('GET', 'payments?gateway=fake&limit=1');
    expect(list.body.items).toHaveLength(1);
    const found = await ask<{ items: Detail[] }>('GET', `payments?reference=${payment.reference}`);
    expect(found.body.items.map(({ id }) => id)).toEqual([payment.id]);
  });

  it('that a hung gateway is asked for answer 502 and stay', async () => {
    const { ask, methodId } = await desk();
    const { id, reference } = await t.given.payment({ methodId, status: 'processing' });
    fake.silent.set(reference, 'hang');
    expect(await ask('POST', `payments/${id}/query`)).toMatchObject({
      status: 502,
      body: { code: 'payments.gateway_failed' },
    });
    expect((await ask<Detail>('GET', `payments/${id}`)).body.status).toBe('processing');
  });

  it('leave issues that are settled once, and messages that are applied again without harm', async () => {
    const { ask, methodId } = await desk();
    const payment = await t.given.payment({ methodId, status: 'processing' });
    fake.statuses.set(payment.reference, paid({ ...payment, amount: 1 }, 'fake-short'));
    await t.get(AskGateway).execute(systemContext('test'), payment.id);
    type Issues = { items: { id: string; kind: string; ours: string; theirs: string }[] };
    const list = await ask<Issues>('GET', `reconciliation?status=open&paymentId=${payment.id}`);
    expect(list.body.items).toMatchObject([
      { kind: 'amount_mismatch', ours: '49.90', theirs: '0.01' },
    ]);
    const [issue] = list.body.items;
    const path = `reconciliation/${issue?.id}/settle`;
    const settled = { note: 'Called the bank', action: 'other' };
    const answers = await Promise.all([ask('POST', path, settled), ask('POST', path, settled)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body } = await ask<Detail>('GET', `payments/${payment.id}`);
    const replayed = await ask('POST', `payment-events/${body.events[0]?.id}/replay`);
    expect(replayed).toMatchObject({ status: 202, body: { outcome: null } });
    const bad = [
      { ...settled, note: '\0' },
      { ...settled, action: '__proto__' },
      { action: 'other' },
    ];
    for (const wrong of bad) expect((await ask('POST', path, wrong)).status).toBe(400);
    const file = { gateway: 'fake', day: '2026-02-30', content: 'x' };
    expect((await ask('POST', 'reconciliation/settlements', file)).status).toBe(400);
    const unreadable = await ask('POST', 'reconciliation/settlements', {
      ...file,
      day: '2026-02-28',
    });
    expect(unreadable).toMatchObject({ status: 422 });
  });

  it('are for those with the right alone', async () => {
    const { token } = await t.given.staff({ payments: 'r' });
    const { methodId } = await desk();
    const { id } = await t.given.payment({ methodId, status: 'processing' });
    const as = (method: string, path: string, by?: string) =>
      t.http(method, `/api/v1/admin/${path}`, by === undefined ? {} : { token: by });
    expect((await as('POST', `payments/${id}/void`, token)).status).toBe(403);
    expect((await as('GET', `payments/${id}`)).status).toBe(401);
    expect((await as('GET', `payments/${id}`, token)).status).toBe(200);
  });

  it('come by methods that staff keeps', async () => {
    const { ask } = await desk();
    const body = {
      code: 'card',
      name: 'Card',
      gateway: 'fake',
      feePercentage: '0.0290',
      feeFixed: '0.3',
      minAmount: '1',
      currencies: ['USD'],
      capture: 'manual',
    };
    const made = await ask<{ id: string }>('POST', 'payment-methods', body);
    expect(made).toMatchObject({
      status: 201,
      body: { isSetUp: true, feePercentage: '0.0290', feeFixed: '0.30', minAmount: '1.00' },
    });
    expect((await ask('POST', 'payment-methods', body)).body).toMatchObject({
      code: 'payments.method_code_taken',
    });
    const wrong = [
      { ...body, code: 'a1', gateway: 'stripe' },
      { ...body, code: 'a2', gateway: 'cod' },
      { ...body, code: 'a3', minAmount: '5.00', maxAmount: '1.00' },
    ];
    for (const one of wrong) {
      expect(await ask('POST', 'payment-methods', one)).toMatchObject({
        status: 422,
        body: { code: 'payments.method_invalid' },
      });
    }
    for (const fee of ['2.9', '-0.1', 'NaN', '0.02900']) {
      const sent = { ...body, code: 'a4', feePercentage: fee };
      expect((await ask('POST', 'payment-methods', sent)).status).toBe(400);
    }
    const path = `payment-methods/${made.body.id}`;
    const etag = made.headers.get('etag') ?? '';
    const changed = await ask('PATCH', path, { isActive: false }, { 'if-match': etag });
    expect(changed).toMatchObject({ status: 200, body: { isActive: false, capture: 'manual' } });
    expect((await ask('PATCH', path, { name: 'X' }, { 'if-match': etag })).status).toBe(412);
    const ordered = await ask<{ items: { code: string }[] }>('PUT', 'payment-methods/order', {
      codes: ['card'],
    });
    expect(ordered.body.items[0]?.code).toBe('card');
    const offered = await t.http<{ items: { code: string }[] }>('GET', '/api/v1/payment-methods');
    expect(offered.body.items.map(({ code }) => code)).not.toContain('card');
  });
});
