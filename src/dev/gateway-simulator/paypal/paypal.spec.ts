import { createVerify, X509Certificate } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type HeardRequest,
  useCallbackListener,
} from '../../../../test/setup/callback-listener.js';
import { useGatewaySimulator } from '../../../../test/setup/gateway-simulator.js';
import { DEMO_KEYS } from '../demo-keys.js';
import { PUBLISHED_DELIVERY } from './published-delivery.fixture.js';
import { paypalSignedText } from './paypal-events.js';

const { clientId, clientSecret, webhookId } = DEMO_KEYS.paypal;

interface Reply {
  readonly status: number;
  readonly body: {
    readonly id: string;
    readonly status: string;
    readonly details?: readonly { readonly issue: string }[];
    readonly links: readonly { readonly rel: string; readonly href: string }[];
    readonly purchase_units: readonly {
      readonly payments: Record<
        string,
        readonly { readonly id: string; readonly status: string }[]
      >;
    }[];
  };
}

describe('the simulated PayPal', () => {
  const gateways = useGatewaySimulator();
  const shop = useCallbackListener();
  let token = '';

  beforeEach(async () => {
    await gateways.control.reset();
    await gateways.control.settings({ callbackBase: shop.url });
    shop.heard.length = 0;
    shop.answerWith({ status: 200 });
    const response = await fetch(`${gateways.url}/paypal/v1/oauth2/token`, {
      method: 'POST',
      body: 'grant_type=client_credentials',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    });
    token = ((await response.json()) as { access_token: string }).access_token;
  });

  async function call(
    method: string,
    path: string,
    body?: unknown,
    requestId?: string,
    bearer = token,
  ): Promise<Reply> {
    const response = await fetch(`${gateways.url}/paypal/v2/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${bearer}`,
        'content-type': 'application/json',
        prefer: 'return=representation',
        ...(requestId === undefined ? {} : { 'paypal-request-id': requestId }),
      },
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? {} : JSON.parse(text)) as Reply['body'],
    };
  }

  const create = (reference: string, value = '19.99', currency_code = 'USD', intent = 'CAPTURE') =>
    call(
      'POST',
      'checkout/orders',
      {
        intent,
        purchase_units: [{ custom_id: reference, amount: { currency_code, value } }],
        payment_source: {
          paypal: {
            experience_context: {
              return_url: 'http://shop.test/return',
              cancel_url: 'http://shop.test/cancel',
            },
          },
        },
      },
      reference,
    );
  const issueOf = ({ status, body }: Reply) => [status, body.details?.[0]?.issue];

  async function bought(reference: string): Promise<{ order: string; capture: string }> {
    const order = (await create(reference)).body.id;
    await gateways.control.pay(reference);
    const done = await call(
      'POST',
      `checkout/orders/${order}/capture`,
      undefined,
      `${reference}-c`,
    );
    return { order, capture: done.body.purchase_units[0]?.payments['captures']?.[0]?.id ?? '' };
  }

  async function verify({ headers, body }: HeardRequest): Promise<Record<string, boolean>> {
    const pem = await (await fetch(headers['paypal-cert-url'] ?? '')).text();
    const [leaf, middle] = pem
      .split(/(?<=-----END CERTIFICATE-----)/)
      .filter((part) => part.includes('BEGIN'))
      .map((part) => new X509Certificate(part));
    const root = new X509Certificate(await gateways.control.paypalRoot());
    const text = paypalSignedText(
      headers['paypal-transmission-id'] ?? '',
      headers['paypal-transmission-time'] ?? '',
      webhookId,
      body,
    );
    const signature = headers['paypal-transmission-sig'] ?? '';
    return {
      name: /CN=\S+\.paypal\.com/.test(leaf?.subject ?? ''),
      chain: leaf?.verify(middle?.publicKey ?? root.publicKey) ?? false,
      root: middle?.verify(root.publicKey) ?? false,
      signature: createVerify('RSA-SHA256')
        .update(text)
        .verify(leaf?.publicKey ?? '', signature, 'base64'),
    };
  }

  it('takes an order to its capture, once per request id, and tells the shop with a signature', async () => {
    const made = await create('P1');
    expect(made).toMatchObject({ status: 201, body: { status: 'PAYER_ACTION_REQUIRED' } });
    expect(await create('P1')).toMatchObject({ status: 200, body: { id: made.body.id } });
    const path = `checkout/orders/${made.body.id}/capture`;
    expect(issueOf(await call('POST', path))).toEqual([422, 'ORDER_NOT_APPROVED']);
    const page = made.body.links.find(({ rel }) => rel === 'payer-action')?.href ?? '';
    expect(await (await fetch(page)).text()).toContain('19.99 USD');
    const approved = await fetch(page, {
      method: 'POST',
      body: new URLSearchParams({ outcome: 'pay' }),
      redirect: 'manual',
    });
    expect(approved.headers.get('location')).toContain(`return?token=${made.body.id}&PayerID=`);
    const first = await call('POST', path, undefined, 'P1-c');
    expect(first).toMatchObject({ status: 201, body: { status: 'COMPLETED' } });
    expect((await call('POST', path, undefined, 'P1-c')).body).toEqual(first.body);
    expect(issueOf(await call('POST', path, undefined, 'again'))).toEqual([
      422,
      'ORDER_ALREADY_CAPTURED',
    ]);
    const [told] = await shop.waitFor(({ body }) => body.includes('"PAYMENT.CAPTURE.COMPLETED"'));
    expect(told && (await verify(told))).toEqual({
      name: true,
      chain: true,
      root: true,
      signature: true,
    });
    expect(JSON.parse(told?.body ?? '')).toMatchObject({
      resource: { custom_id: 'P1', amount: { value: '19.99', currency_code: 'USD' } },
    });
    expect(await gateways.control.account('P1')).toMatchObject({
      captured: '19.99',
      gatewayPaymentId: made.body.id,
    });
  });

  it('holds, captures in parts, lets go of the rest', async () => {
    const order = (await create('P1', '100.00', 'EUR', 'AUTHORIZE')).body.id;
    await gateways.control.pay('P1');
    expect(issueOf(await call('POST', `checkout/orders/${order}/capture`))).toEqual([
      422,
      'ACTION_DOES_NOT_MATCH_INTENT',
    ]);
    const held = await call('POST', `checkout/orders/${order}/authorize`, undefined, 'a');
    const id = held.body.purchase_units[0]?.payments['authorizations']?.[0]?.id ?? '';
    const capture = (value: string, more: object = {}) =>
      call('POST', `payments/authorizations/${id}/capture`, {
        amount: { value, currency_code: 'EUR' },
        ...more,
      });
    expect((await capture('30.00')).status).toBe(201);
    expect(issueOf(await capture('70.01'))).toEqual([422, 'MAX_CAPTURE_AMOUNT_EXCEEDED']);
    expect((await call('POST', `payments/authorizations/${id}/void`)).status).toBe(200);
    expect(issueOf(await capture('1.00'))).toEqual([422, 'AUTHORIZATION_VOIDED']);
    expect(await gateways.control.account('P1')).toMatchObject({
      authorised: '100.00',
      captured: '30.00',
      voided: '70.00',
    });
  });

  it('gives back in parts up to what was taken; refunds wait and fail as scripted', async () => {
    const { capture } = await bought('P1');
    const refund = (value: string, requestId?: string) =>
      call(
        'POST',
        `payments/captures/${capture}/refund`,
        { amount: { value, currency_code: 'USD' } },
        requestId,
      );
    const [one, copy] = [await refund('5.00', 'R1'), await refund('5.00', 'R1')];
    expect([one.status, copy.status, copy.body.id]).toEqual([201, 200, one.body.id]);
    expect(issueOf(await refund('15.00'))).toEqual([422, 'REFUND_AMOUNT_EXCEEDED']);
    expect(issueOf(await refund('1.005'))).toEqual([422, 'DECIMAL_PRECISION']);
    await gateways.control.fault({ kind: 'refund_pending_then_fail', ms: 60_000 });
    const late = await refund('14.99', 'R2');
    expect(late.body.status).toBe('PENDING');
    await gateways.control.advance(61);
    await shop.waitFor(({ body }) => body.includes('PAYMENT.REFUND.FAILED'));
    expect((await call('GET', `payments/refunds/${late.body.id}`)).body.status).toBe('FAILED');
    expect((await call('GET', `payments/captures/${capture}`)).body.status).toBe(
      'PARTIALLY_REFUNDED',
    );
    expect(await gateways.control.account('P1')).toMatchObject({
      captured: '19.99',
      refunded: '5.00',
    });
    expect((await refund('14.99', 'R3')).body.status).toBe('COMPLETED');
    expect(issueOf(await refund('0.01'))).toEqual([422, 'CAPTURE_FULLY_REFUNDED']);
  });

  it('refuses strangers, đồng, odd amounts and declined cards; forgets what nobody approved', async () => {
    expect((await call('GET', 'checkout/orders/X', undefined, undefined, 'no')).status).toBe(401);
    const issue = async (value: string, currency: string) =>
      issueOf(await create('P', value, currency));
    expect(await issue('50000', 'VND')).toEqual([422, 'CURRENCY_NOT_SUPPORTED']);
    expect(await issue('1.999', 'USD')).toEqual([422, 'DECIMAL_PRECISION']);
    expect(await issue('100.50', 'JPY')).toEqual([422, 'DECIMALS_NOT_SUPPORTED']);
    expect(await issue('0.00', 'USD')).toEqual([422, 'CANNOT_BE_ZERO_OR_NEGATIVE']);
    expect(await issue('abc', 'USD')).toEqual([400, 'INVALID_PARAMETER_SYNTAX']);
    const poor = (await create('P2')).body.id;
    await gateways.control.pay('P2', 'fail');
    expect(issueOf(await call('POST', `checkout/orders/${poor}/capture`))).toEqual([
      422,
      'INSTRUMENT_DECLINED',
    ]);
    const left = (await create('P3')).body.id;
    expect((await gateways.control.pay('P3', 'cancel')).redirect).toContain('/cancel?token=');
    await gateways.control.advance(4 * 3_600);
    expect((await call('GET', `checkout/orders/${left}`, undefined, undefined)).status).toBe(404);
    expect((await gateways.control.ledger()).map(({ captured }) => captured)).toEqual([]);
  });

  it('forges as told: what is not for this shop is signed over another webhook', async () => {
    await gateways.control.fault({
      kind: 'callback_other_merchant',
      gateway: 'paypal',
      event: 'PAYMENT.CAPTURE.COMPLETED',
    });
    await bought('P1');
    const [other] = await shop.waitFor(({ body }) => body.includes('"PAYMENT.CAPTURE.COMPLETED"'));
    expect(other && (await verify(other))).toMatchObject({ chain: true, signature: false });
    expect(other?.body).toContain('SOMEBODYELSE1');
  });

  it('builds the signed text of a published delivery', () => {
    const { transmissionId, time, webhook, signature, certificate, body } = PUBLISHED_DELIVERY;
    const text = paypalSignedText(transmissionId, time, webhook, body);
    expect(text).toBe(`${transmissionId}|${time}|${webhook}|2771810304`);
    const verifier = createVerify('RSA-SHA256').update(text);
    expect(verifier.verify(new X509Certificate(certificate).publicKey, signature, 'base64')).toBe(
      true,
    );
  });
});
