import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { useCallbackListener } from '../../../../test/setup/callback-listener.js';
import {
  startGatewaySimulator,
  useGatewaySimulator,
} from '../../../../test/setup/gateway-simulator.js';
import { DEMO_KEYS } from '../demo-keys.js';
import type { FaultRule } from '../fault-script.js';
import { ControlClient } from './control-client.js';

const { secretKey, webhookSecrets } = DEMO_KEYS.stripe;

describe('the script of what goes wrong', () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-book-'));
  const ledgerFile = join(folder, 'book.jsonl');
  const gateways = useGatewaySimulator({ ledgerFile });
  const shop = useCallbackListener();

  beforeEach(async () => {
    await gateways.control.reset();
    await gateways.control.settings({ callbackBase: shop.url, callbacks: true });
    shop.heard.length = 0;
    shop.answerWith({ status: 200 });
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const stripe = (timeout = 5_000, maxNetworkRetries = 0, address = gateways.url) => {
    const { hostname, port } = new URL(address);
    return new Stripe(secretKey, {
      host: hostname,
      port: Number(port),
      protocol: 'http',
      timeout,
      maxNetworkRetries,
      telemetry: false,
    });
  };
  const pay = (reference: string, client = stripe()) =>
    client.paymentIntents.create(
      {
        amount: 1999,
        currency: 'usd',
        confirm: true,
        payment_method: 'pm_card_visa',
        metadata: { reference },
      },
      { idempotencyKey: reference },
    );
  const fault = (rule: FaultRule) => gateways.control.fault({ gateway: 'stripe', ...rule });
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => (error as Error).constructor.name,
    );
  const typeOf = (body: string) => (JSON.parse(body) as { type: string }).type;
  const bookOf = async () =>
    (await gateways.control.ledger()).map(({ reference, captured }) => [reference, captured]);

  it('fails before, fails after, never answers, hangs up: the book says what really happened', async () => {
    await fault({ kind: 'error', reference: 'P1', status: 503 });
    expect(await refusal(pay('P1'))).toBe('StripeAPIError');
    expect(await bookOf()).toEqual([]);

    await fault({ kind: 'error_after', reference: 'P1' });
    expect(await refusal(pay('P1'))).toBe('StripeAPIError');
    expect(await bookOf()).toEqual([['P1', '19.99']]);

    await fault({ kind: 'timeout_after_success', operation: 'payment_intents.create' });
    expect(await refusal(pay('P2', stripe(300)))).toBe('StripeConnectionError');
    // The package tries a lost connection once more by itself.
    await fault({ kind: 'disconnect', reference: 'P3', times: 2 });
    expect(await refusal(pay('P3'))).toBe('StripeConnectionError');
    expect(await bookOf()).toEqual([
      ['P1', '19.99'],
      ['P2', '19.99'],
    ]);

    // The same key finds what was done and does the rest, once.
    for (const reference of ['P1', 'P2', 'P3', 'P1']) {
      expect(await pay(reference)).toMatchObject({ status: 'succeeded' });
    }
    expect(await bookOf()).toEqual([
      ['P1', '19.99'],
      ['P2', '19.99'],
      ['P3', '19.99'],
    ]);
    const calls = await gateways.control.calls({ operation: 'payment_intents.create' });
    expect(calls.map(({ reference, fault: kind, status }) => [reference, kind, status])).toEqual([
      ['P1', 'error', 503],
      ['P1', 'error_after', 500],
      ['P2', 'timeout_after_success', null],
      ['P3', 'disconnect', null],
      ['P3', 'disconnect', null],
      ['P1', null, 200],
      ['P2', null, 200],
      ['P3', null, 200],
      ['P1', null, 200],
    ]);
    expect(JSON.stringify(calls)).not.toContain(secretKey);
  });

  it('delays and hangs, for the named payment only', async () => {
    await fault({ kind: 'delay', reference: 'P1', ms: 400 });
    await fault({ kind: 'hang', reference: 'P2' });
    const begun = Date.now();
    await pay('P0');
    const quick = Date.now() - begun;
    await pay('P1');
    expect(Date.now() - begun - quick).toBeGreaterThanOrEqual(390);
    expect(await refusal(pay('P2', stripe(300)))).toBe('StripeConnectionError');
    expect(await bookOf()).toEqual([
      ['P0', '19.99'],
      ['P1', '19.99'],
    ]);
  });

  it('drops, doubles, delays and turns around callbacks', async () => {
    const event = 'payment_intent.succeeded';
    await fault({ kind: 'callback_drop', event, reference: 'P1' });
    await fault({ kind: 'callback_duplicate', event, reference: 'P2', count: 3 });
    await fault({ kind: 'callback_delay', event, reference: 'P3', ms: 3_600_000 });
    await Promise.all(['P1', 'P2', 'P3'].map((reference) => pay(reference)));
    const about = (reference: string) => (request: { body: string }) =>
      typeOf(request.body) === event && request.body.includes(`"reference": "${reference}"`);
    expect(await shop.waitFor(about('P2'), 3)).toHaveLength(3);
    expect(new Set(shop.heard.filter(about('P2')).map(({ body }) => body)).size).toBe(1);
    expect(shop.heard.filter(about('P1'))).toEqual([]);
    expect(shop.heard.filter(about('P3'))).toEqual([]);
    await gateways.control.advance(3_601);
    expect(await shop.waitFor(about('P3'))).toHaveLength(1);
    expect(await gateways.control.callbacks({ reference: 'P1', event })).toMatchObject([
      { state: 'dropped', attempts: [] },
    ]);

    shop.heard.length = 0;
    await fault({ kind: 'callback_reorder', reference: 'P4', count: 3 });
    await pay('P4');
    await shop.waitFor(() => true, 3);
    expect(shop.heard.map(({ body }) => typeOf(body))).toEqual([
      'payment_intent.succeeded',
      'charge.succeeded',
      'payment_intent.created',
    ]);
    const [sent] = await gateways.control.callbacks({ reference: 'P4', event });
    await gateways.control.resend(sent?.id ?? '');
    expect(await shop.waitFor(about('P4'), 2)).toHaveLength(2);
    expect((await bookOf()).every(([, captured]) => captured === '19.99')).toBe(true);
  });

  it('signs wrongly, or says something wrong under a right signature; the next delivery is honest', async () => {
    const event = 'payment_intent.succeeded';
    const kinds = [
      'callback_wrong_signature',
      'callback_wrong_amount',
      'callback_wrong_currency',
      'callback_other_merchant',
      'callback_other_reference',
    ] as const;
    for (const kind of kinds) await fault({ kind, event, reference: kind });
    shop.answerWith({ status: 400 });
    for (const kind of kinds) await pay(kind);
    await shop.waitFor(({ body }) => typeOf(body) === event, kinds.length);
    await gateways.control.advance(600);
    await shop.waitFor(({ body }) => typeOf(body) === event, 2 * kinds.length);
    const read = ({
      body,
      headers,
    }: {
      body: string;
      headers: Readonly<Record<string, string>>;
    }) => {
      const header = headers['stripe-signature'] ?? '';
      try {
        const { account, data } = stripe().webhooks.constructEvent(
          body,
          header,
          webhookSecrets[0] ?? '',
          100_000,
        );
        const { amount, currency, metadata } = data.object as Stripe.PaymentIntent;
        return [amount, currency, metadata['reference'], account];
      } catch {
        return 'refused';
      }
    };
    const told = shop.heard.filter(({ body }) => typeOf(body) === event).map(read);
    expect(told.slice(0, kinds.length)).toEqual(
      expect.arrayContaining([
        'refused',
        [1998, 'usd', 'callback_wrong_amount', undefined],
        [1999, 'eur', 'callback_wrong_currency', undefined],
        [1999, 'usd', 'callback_other_merchant', 'acct_somebody_else'],
        [1999, 'usd', 'POTHERPAYMENT', undefined],
      ]),
    );
    expect(told.slice(kinds.length)).toEqual(
      expect.arrayContaining(kinds.map((kind) => [1999, 'usd', kind, undefined])),
    );
  });

  it('can be silent, is undone line by line, and refuses what makes no sense', async () => {
    await gateways.control.settings({ callbacks: false });
    await pay('P1');
    expect((await gateways.control.callbacks()).map(({ state }) => state)).toEqual([
      'dropped',
      'dropped',
      'dropped',
    ]);
    await fault({ kind: 'error', times: 0 });
    expect(await refusal(pay('P2'))).toBe('StripeAPIError');
    expect(await refusal(pay('P2'))).toBe('StripeAPIError');
    expect(await gateways.control.faults()).toMatchObject([{ kind: 'error', used: 2 }]);
    await gateways.control.clearFaults();
    expect(await pay('P2')).toMatchObject({ status: 'succeeded' });
    const wrong = [
      { kind: 'nonsense' },
      { kind: 'error', gateway: 'bank' },
      { kind: 'callback_wrong_currency', gateway: 'momo' },
    ] as unknown as FaultRule[];
    for (const rule of wrong) await expect(gateways.control.fault(rule)).rejects.toThrow('422');
    await expect(gateways.control.pay('nobody')).rejects.toThrow('404');
  });

  it('keeps its book and its memory over a restart, and ends with whoever started it', async () => {
    await pay('P-kept');
    const stateFile = join(folder, 'gateways.state');
    // A parent that starts one and is killed.
    const parent = spawn(
      process.execPath,
      [
        '--import',
        './test/setup/typescript-loader.mjs',
        '--input-type=module',
        '--eval',
        `const { startSimulatorProcess } = await import('./src/dev/gateway-simulator/simulator-process.ts');
         const { pid, url } = await startSimulatorProcess({ ledgerFile: ${JSON.stringify(ledgerFile)}, stateFile: ${JSON.stringify(stateFile)}, program: './src/dev/gateway-simulator/main.ts', execArgv: ['--import', './test/setup/typescript-loader.mjs'] });
         process.stdout.write(pid + ' ' + url);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
    const [pid = 0, url = ''] = chunk.toString().split(' ');
    const kept = await new ControlClient(url).account('P-kept');
    expect(kept).toMatchObject({ captured: '19.99', currency: 'USD' });
    const isThere = () => {
      try {
        return process.kill(Number(pid), 0);
      } catch {
        return false;
      }
    };
    expect(isThere()).toBe(true);
    const paid = await pay('P-remembered', stripe(5_000, 0, url));
    parent.kill('SIGKILL');
    await expect.poll(isThere, { timeout: 5_000 }).toBe(false);

    const next = await startGatewaySimulator({ stateFile });
    const later = stripe(5_000, 0, next.url);
    expect(await pay('P-remembered', later)).toMatchObject({ id: paid.id });
    await later.refunds.create({ payment_intent: paid.id, amount: 999 });
    expect(await next.control.account('P-remembered')).toMatchObject({
      captured: '19.99',
      refunded: '9.99',
    });
    await next.stop();
  });
});
