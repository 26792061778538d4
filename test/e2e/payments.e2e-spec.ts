import { createConnection } from 'node:net';

import { describe, expect, it } from 'vitest';

import { systemContext } from '../../src/common/request-context.js';
import { PaymentsService } from '../../src/modules/payments/payments.service.js';
import { choose, sandboxMessageFor, type SignedCallback, signCallback } from '../setup/sandbox.js';
import { useApi } from '../setup/test-api.js';

const CALLBACKS = '/api/v1/payments/callbacks/sandbox';

describe('Payments over HTTP', () => {
  const t = useApi();
  const post = ({ body, headers }: SignedCallback, more: Record<string, string> = {}) =>
    t.http('POST', CALLBACKS, { body, headers: { ...headers, ...more } });
  const signed = (message: unknown) => signCallback(message, t.env.SANDBOX_GATEWAY_SECRET);
  const eventsOf = async (reference: string): Promise<string[]> => {
    const { rows } = await t.owner.query<{ kind: string }>(
      'SELECT kind FROM payment_events WHERE reference = $1 ORDER BY seq',
      [reference],
    );
    return rows.map(({ kind }) => kind);
  };
  const started = async () => {
    const payment = await t.given.payment();
    const { orderId } = payment;
    const service = t.get(PaymentsService);
    const { redirectUrl } = await service.start(systemContext('test'), { orderId, country: 'US' });
    return { ...payment, redirectUrl: redirectUrl ?? '' };
  };
  const until = async (done: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 100; tries += 1) {
      if (await done()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('It did not happen within five seconds.');
  };

  it('answers a callback in the format of the gateway, and a copy of it too', async () => {
    const callback = signed(sandboxMessageFor(await t.given.payment()));
    const first = await post(callback);
    expect(first).toMatchObject({ status: 200, body: { received: true, duplicate: false } });
    expect(await post(callback)).toMatchObject({ status: 200, body: { duplicate: true } });
  });

  it('refuses forged callbacks with 401 and stores nothing', async () => {
    const payment = await t.given.payment();
    const { body, headers } = signed(sandboxMessageFor(payment));
    const now = Math.floor(Date.now() / 1000);
    const secret = t.env.SANDBOX_GATEWAY_SECRET;
    const forged: SignedCallback[] = [
      { body: body.replace('4990', '4991'), headers },
      { body: `${body} `, headers },
      { body: JSON.stringify(JSON.parse(body), null, 1), headers },
      { body, headers: { 'content-type': 'application/json' } },
      { body, headers: { ...headers, 'sandbox-signature': '' } },
      signCallback(body, 'x'.repeat(32)),
      signCallback(body, secret, now - 302),
      signCallback(body, secret, now + 310),
    ];
    for (const callback of forged) {
      expect(await post(callback)).toMatchObject({
        status: 401,
        body: { code: 'payments.callback_signature_invalid' },
      });
    }
    expect(await eventsOf(payment.reference)).toEqual([]);
  });

  it('refuses a signature header that came twice', async () => {
    const payment = await t.given.payment();
    const { body, headers } = signed(sandboxMessageFor(payment));
    const signature = `sandbox-signature: ${headers['sandbox-signature'] ?? ''}`;
    const answer = await sendRaw(t.env.PORT, [
      `POST ${CALLBACKS} HTTP/1.1`,
      'host: 127.0.0.1',
      'connection: close',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      signature,
      signature,
      '',
      body,
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(await eventsOf(payment.reference)).toEqual([]);
  });

  it.each([
    ['an array', '[]'],
    ['a text', '"text"'],
    ['null', 'null'],
    ['a number', '1e400'],
    ['nothing it knows', '{"a":{"__proto__":{"b":1}}}'],
    ['arrays for values', '{"eventId":["a"],"reference":["b","c"]}'],
  ])('never answers 500: %s, signed', async (_what, body) => {
    const { status } = await post(signed(body));
    expect(status).toBe(400);
  });

  it.each([
    ['broken JSON', '{"a":', 'application/json', 400],
    ['no body', '', 'application/json', 400],
    ['another type', 'a=b', 'text/xml', 415],
    ['binary', '\u0000\u0001\ufffd', 'application/json', 400],
    ['a form', 'a=b&a=c', 'application/x-www-form-urlencoded', 401],
    ['a body over 256 KiB', `"${'x'.repeat(257 * 1024)}"`, 'application/json', 413],
    ['a deep body', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'application/json', 401],
  ])('never answers 500: %s', async (_what, body, type, status) => {
    const answer = await t.http('POST', CALLBACKS, { body, headers: { 'content-type': type } });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status, code: expect.any(String) as string });
  });

  it.each([
    ['POST', '/api/v1/payments/callbacks/stripe'],
    ['POST', '/api/v1/payments/callbacks/cod'],
    ['POST', '/api/v1/payments/callbacks/__proto__'],
    ['POST', '/api/v1/payments/callbacks/%00'],
    ['GET', CALLBACKS],
    ['GET', `${CALLBACKS}?a=1&a=2`],
  ])('knows no callback at %s %s', async (method, path) => {
    const answer = await t.http(method, path, method === 'POST' ? { body: {} } : {});
    expect(answer).toMatchObject({ status: 404, body: { code: 'payments.gateway_unknown' } });
  });

  it('shows the page of the bank and sends what the tester chose, signed, over HTTP', async () => {
    const { redirectUrl, reference } = await started();
    const page = await fetch(redirectUrl);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('49.90 USD');
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    const location = await choose(redirectUrl, 'success', { double: true, outOfOrder: true });
    expect(location).toBe(`${t.env.PUBLIC_URL}/api/v1/payments/return/${reference}`);
    await until(async () => (await eventsOf(reference)).length === 2);
    expect(await eventsOf(reference)).toEqual(['success', 'processing']);
  });

  it('sends a failure late, and nothing for silence', async () => {
    const [failing, silent] = [await started(), await started()];
    await choose(silent.redirectUrl, 'silence');
    const before = Date.now();
    await choose(failing.redirectUrl, 'failure', { late: 1 });
    await until(async () => (await eventsOf(failing.reference)).length === 1);
    expect(Date.now() - before).toBeGreaterThanOrEqual(1000);
    expect(await eventsOf(failing.reference)).toEqual(['failed']);
    expect(await eventsOf(silent.reference)).toEqual([]);
  });

  it('has no page for a ticket that it did not write', async () => {
    const [one, two] = [await started(), await started()];
    const bad = [
      one.redirectUrl.slice(0, -2),
      one.redirectUrl.replace(one.reference, two.reference),
      one.redirectUrl.replace(/\?.*/, ''),
      `${one.redirectUrl}&ticket=again`,
    ];
    for (const url of bad) expect((await fetch(url)).status).toBe(404);
  });

  it.each([
    ['no outcome', ''],
    ['an unknown outcome', 'outcome=refund'],
    ['two outcomes', 'outcome=success&outcome=failure'],
    ['a fraction of a second', 'outcome=success&late=0.5'],
    ['a time without end', 'outcome=success&late=99999999'],
  ])('refuses a choice with %s', async (_what, form) => {
    const { redirectUrl, reference } = await started();
    const body = new URLSearchParams(form);
    const answer = await fetch(redirectUrl, { method: 'POST', body, redirect: 'manual' });
    expect(answer.status).toBe(400);
    expect(await eventsOf(reference)).toEqual([]);
  });

  it('comes back to a page that shows our state, whatever its address claims', async () => {
    const { reference, id } = await started();
    const path = `/api/v1/payments/return/${reference}`;
    const forged = await t.http('GET', `${path}?status=success&vnp_ResponseCode=00`);
    expect(forged.status).toBe(200);
    expect(forged.text).toContain('data-status="processing"');
    expect(forged.text).toContain('http-equiv="refresh"');
    const { rows } = await t.owner.query('SELECT status FROM payments WHERE id = $1', [id]);
    expect(rows).toEqual([{ status: 'processing' }]);
    await t.owner.query(`UPDATE payments SET status = 'success' WHERE id = $1`, [id]);
    const paid = await t.http('GET', path);
    expect(paid.text).toContain('data-status="success"');
    expect(paid.text).not.toContain('http-equiv="refresh"');
    for (const unknown of ['nobody', '%00', "'--"]) {
      const answer = await t.http('GET', `/api/v1/payments/return/${unknown}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'payments.not_found' } });
    }
  });

  it('offers the methods that can be used', async () => {
    await t.given.paymentMethod({ code: 'sandbox' });
    await t.given.paymentMethod({ code: 'only-members', requiresAccount: true });
    await t.given.paymentMethod({ code: 'only-large', minAmount: '100.00' });
    await t.given.paymentMethod({ code: 'only-vietnam', countries: ['VN'] });
    await t.given.paymentMethod({ code: 'switched-off', isActive: false });
    await t.given.paymentMethod({ code: 'not-set-up', gateway: 'elsewhere' });
    const codes = async (query: string): Promise<unknown> => {
      const { body } = await t.http<{ items: { code: string }[] }>(
        'GET',
        `/api/v1/payment-methods${query}`,
      );
      return body.items.map(({ code }) => code);
    };
    expect(await codes('')).toEqual(['sandbox', 'only-members', 'only-large', 'only-vietnam']);
    expect(await codes('?amount=49.90')).toEqual(['sandbox', 'only-members']);
    expect(await codes('?amount=100&guest=true')).toEqual(['sandbox', 'only-large']);
    expect(await codes('?amount=9&country=VN')).toContain('only-vietnam');
    const bad = await t.http('GET', '/api/v1/payment-methods?amount=1e3');
    expect(bad.status).toBe(400);
    const currency = await t.http('GET', '/api/v1/payment-methods?amount=1.5&currency=VND');
    expect(currency).toMatchObject({ status: 422, body: { code: 'money.invalid' } });
  });
});

describe('Where the sandbox is switched off', () => {
  const t = useApi({ env: { SANDBOX_GATEWAY_ENABLED: 'false' } });

  it('it takes no callbacks, shows no page and offers no method', async () => {
    const payment = await t.given.payment();
    const { body, headers } = signCallback(
      sandboxMessageFor(payment),
      t.env.SANDBOX_GATEWAY_SECRET,
    );
    expect(await t.http('POST', CALLBACKS, { body, headers })).toMatchObject({ status: 404 });
    expect((await t.http('GET', `/sandbox/pay/${payment.reference}?ticket=a.b`)).status).toBe(404);
    const offered = await t.http('GET', '/api/v1/payment-methods');
    expect(offered).toMatchObject({ status: 200, body: { items: [] } });
  });
});

/** Sends lines that `fetch` would merge. */
function sendRaw(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = createConnection(port, '127.0.0.1', () => socket.write(lines.join('\r\n')));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}
