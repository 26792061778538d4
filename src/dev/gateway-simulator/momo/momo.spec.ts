import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { useCallbackListener } from '../../../../test/setup/callback-listener.js';
import { useGatewaySimulator } from '../../../../test/setup/gateway-simulator.js';
import { DEMO_KEYS } from '../demo-keys.js';
import { MOMO_SIGNED, momoSignature, momoText } from './momo-signature.js';

const { partnerCode, accessKey, secretKeys } = DEMO_KEYS.momo;
type Body = Record<string, unknown> & { resultCode: number; payUrl?: string; transId?: number };

describe('the simulated MoMo', () => {
  const gateways = useGatewaySimulator();
  const shop = useCallbackListener();

  beforeEach(async () => {
    await gateways.control.reset();
    shop.heard.length = 0;
    shop.answerWith({ status: 204 });
  });

  /** Signs what the documents name, in the order of the names. */
  async function call(
    path: string,
    fields: Record<string, string | number | boolean>,
    signed: string,
    secret = secretKeys[0] ?? '',
  ): Promise<{ status: number; body: Body }> {
    const whole: Record<string, string | number | boolean> = { partnerCode, ...fields };
    const text = signed
      .split(' ')
      .map((name) => `${name}=${String(name === 'accessKey' ? accessKey : whole[name])}`)
      .join('&');
    const signature = createHmac('sha256', secret).update(text).digest('hex');
    const response = await fetch(`${gateways.url}/momo/v2/gateway/api/${path}`, {
      method: 'POST',
      body: JSON.stringify({ ...whole, lang: 'vi', signature }),
      headers: { 'content-type': 'application/json' },
    });
    return { status: response.status, body: (await response.json()) as Body };
  }

  const create = (
    orderId: string,
    more: Record<string, string | number | boolean> = {},
    key?: string,
  ) =>
    call(
      'create',
      {
        requestId: orderId,
        orderId,
        amount: 55_000,
        orderInfo: `Payment ${orderId}`,
        redirectUrl: 'http://shop.test/return?a=1',
        ipnUrl: `${shop.url}/api/v1/payments/callbacks/momo`,
        requestType: 'captureWallet',
        extraData: '',
        ...more,
      },
      'accessKey amount extraData ipnUrl orderId orderInfo partnerCode redirectUrl requestId requestType',
      key,
    );
  const query = (orderId: string) =>
    call(
      'query',
      { requestId: `q${Math.random()}`, orderId },
      'accessKey orderId partnerCode requestId',
    );
  const refund = (orderId: string, amount: number, transId: number, requestId = orderId) =>
    call(
      'refund',
      { orderId, requestId, amount, transId, description: '' },
      'accessKey amount description orderId partnerCode requestId transId',
    );
  const choose = (payUrl: string | undefined, outcome: string) =>
    fetch(payUrl ?? '', {
      method: 'POST',
      body: new URLSearchParams({ outcome }),
      redirect: 'manual',
    });

  it('takes a payment and tells the shop with the signature of its documents', async () => {
    const made = await create('P1');
    expect(made).toMatchObject({ status: 200, body: { resultCode: 0, amount: 55_000 } });
    expect((await create('P1')).body).toEqual(made.body);
    expect(await query('P1')).toMatchObject({ body: { resultCode: 1000 } });
    expect(await (await fetch(made.body.payUrl ?? '')).text()).toContain('55000 VND');
    const done = await choose(made.body.payUrl, 'pay');
    const back = new URL(done.headers.get('location') ?? '');
    expect(back.searchParams.get('resultCode')).toBe('0');
    const [ipn] = await shop.waitFor(({ method }) => method === 'POST');
    const body = JSON.parse(ipn?.body ?? '') as Record<string, string | number>;
    const text = momoText(MOMO_SIGNED.ipn, { ...body, accessKey });
    expect(body['signature']).toBe(momoSignature(secretKeys[0] ?? '', text));
    expect(body).toMatchObject({ orderId: 'P1', resultCode: 0, amount: 55_000, partnerCode });
    expect(back.searchParams.get('signature')).toBe(body['signature']);
    await choose(made.body.payUrl, 'cancel');
    expect(await query('P1')).toMatchObject({ body: { resultCode: 0, transId: body['transId'] } });
    expect(await gateways.control.account('P1')).toMatchObject({ captured: '55000' });
    expect(await gateways.control.callbacks({ reference: 'P1' })).toMatchObject([
      { state: 'acknowledged', attempts: [{ status: 204, isFinal: true }] },
    ]);
  });

  it('refuses wrong signatures, amounts out of range and numbers used before', async () => {
    expect(await create('P1', {}, 'stranger')).toMatchObject({
      status: 400,
      body: { resultCode: 13 },
    });
    expect((await create('P1', {}, secretKeys[1])).body.resultCode).toBe(0);
    expect((await create('P1', { requestId: 'other' })).body.resultCode).toBe(41);
    expect((await create('P1', { amount: 56_000 })).body.resultCode).toBe(40);
    expect((await create('P2', { amount: 999 })).body.resultCode).toBe(22);
    expect((await create('P2', { amount: 50_000_001 })).body.resultCode).toBe(22);
    expect((await create('P2', { amount: '55000.5' })).body.resultCode).toBe(21);
    expect((await create('P 2')).body.resultCode).toBe(20);
    expect((await query('P9')).body.resultCode).toBe(42);
    expect(await gateways.control.ledger()).toEqual([]);
  });

  it('holds, captures the whole or lets go', async () => {
    const confirm = (orderId: string, requestType: string, amount = 55_000) =>
      call(
        'confirm',
        {
          orderId,
          requestId: `${orderId}${requestType}${amount}`,
          requestType,
          amount,
          description: '',
        },
        'accessKey amount description orderId partnerCode requestId requestType',
      );
    for (const reference of ['P1', 'P2']) {
      await create(reference, { autoCapture: false });
      await gateways.control.pay(reference);
      expect((await query(reference)).body.resultCode).toBe(9000);
    }
    expect((await confirm('P1', 'capture', 20_000)).body.resultCode).toBe(21);
    expect((await confirm('P1', 'capture')).body.resultCode).toBe(0);
    expect((await confirm('P1', 'capture')).body.resultCode).toBe(0);
    expect((await confirm('P2', 'cancel')).body.resultCode).toBe(0);
    expect(await gateways.control.account('P1')).toMatchObject({ captured: '55000' });
    expect(await gateways.control.account('P2')).toMatchObject({ captured: '0', voided: '55000' });
  });

  it('gives back in parts up to what was taken; refunds wait and fail as scripted', async () => {
    await create('P1');
    await gateways.control.pay('P1');
    const transId = (await query('P1')).body.transId ?? 0;
    expect((await refund('R1', 20_000, transId)).body).toMatchObject({ resultCode: 0 });
    expect((await refund('R1', 20_000, transId)).body).toMatchObject({ resultCode: 0 });
    expect((await refund('R1', 20_000, transId, 'other')).body.resultCode).toBe(41);
    expect((await refund('R2', 35_001, transId)).body.resultCode).toBe(1081);
    expect((await refund('R3', 999, transId)).body.resultCode).toBe(22);
    await gateways.control.fault({ kind: 'refund_pending_then_fail', ms: 60_000 });
    expect((await refund('R4', 35_000, transId)).body.resultCode).toBe(7002);
    await gateways.control.advance(61);
    expect((await query('P1')).body['refundTrans']).toMatchObject([
      { orderId: 'R1', amount: 20_000, resultCode: 0 },
      { orderId: 'R4', amount: 35_000, resultCode: 1080 },
    ]);
    expect(await gateways.control.account('P1')).toMatchObject({ refunded: '20000' });
  });

  it('signs an IPN as the formula does', () => {
    const fields = {
      accessKey: 'F8BBA842ECF85',
      amount: 55_000,
      extraData: '',
      message: 'Successful.',
      orderId: 'ORD-1-1',
      orderInfo: 'Payment ORD-1',
      orderType: 'momo_wallet',
      partnerCode: 'MOMO',
      payType: 'qr',
      requestId: 'ORD-1-1',
      responseTime: 1_721_720_663_942,
      resultCode: 0,
      transId: 4_088_878_653,
    };
    const text = momoText(MOMO_SIGNED.ipn, fields);
    expect(momoSignature('K951B6PE1waDMi640xX08PD3vg6EkVlz', text)).toBe(
      'b1975da76b9b67eed96e9104b49f28f3299a9097f7892666b9590077d2b3bc7b',
    );
  });
});
