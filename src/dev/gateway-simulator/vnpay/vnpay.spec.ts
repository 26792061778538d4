import {
  dateFormat,
  getDateInGMT7,
  HashAlgorithm,
  ignoreLogger,
  ProductCode,
  VNPay,
  VnpLocale,
} from 'vnpay';
import { beforeEach, describe, expect, it } from 'vitest';
import { useCallbackListener } from '../../../../test/setup/callback-listener.js';
import { useGatewaySimulator } from '../../../../test/setup/gateway-simulator.js';
import { DEMO_KEYS } from '../demo-keys.js';
import {
  isVnpayChecksumRight,
  isVnpayQueryRight,
  vnpayChecksum,
  vnpayQuery,
} from './vnpay-signature.js';

const { tmnCode, hashSecrets } = DEMO_KEYS.vnpay;

describe('the simulated VNPay, beside the package of its users', () => {
  const gateways = useGatewaySimulator();
  const shop = useCallbackListener();

  beforeEach(async () => {
    await gateways.control.reset();
    await gateways.control.settings({ callbackBase: shop.url, signWithOldSecret: false });
    shop.heard.length = 0;
    shop.answerWith({ status: 200, body: '{"RspCode":"00","Message":"Confirm Success"}' });
  });

  const oracle = (secret = hashSecrets[0] ?? '') =>
    new VNPay({
      tmnCode,
      secureSecret: secret,
      vnpayHost: gateways.url,
      queryDrAndRefundHost: gateways.url,
      hashAlgorithm: HashAlgorithm.SHA512,
      enableLog: false,
      loggerFn: ignoreLogger,
      endpoints: {
        paymentEndpoint: 'vnpay/paymentv2/vpcpay.html',
        queryDrRefundEndpoint: 'vnpay/merchant_webapi/api/transaction',
      },
    });

  const today = () => Number(dateFormat(getDateInGMT7(new Date())));

  const payUrl = (reference: string, amount = 150_000, created = today()) =>
    oracle().buildPaymentUrl({
      vnp_Amount: amount,
      vnp_IpAddr: '127.0.0.1',
      vnp_TxnRef: reference,
      vnp_OrderInfo: "Don hang 'so 1' (moi)~*!",
      vnp_OrderType: ProductCode.Other,
      vnp_ReturnUrl: 'http://shop.test/return?order=1',
      vnp_Locale: VnpLocale.VN,
      vnp_CreateDate: created,
    });

  const choose = (url: string, outcome: string) =>
    fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' });

  const ask = async (fields: Record<string, string>, covered: string, secret = hashSecrets[1]) => {
    const request: Record<string, string> = {
      vnp_Version: '2.1.0',
      vnp_TmnCode: tmnCode,
      vnp_CreateDate: String(today()),
      vnp_IpAddr: '127.0.0.1',
      vnp_OrderInfo: 'Hoan tien',
      vnp_CreateBy: 'an',
      ...fields,
    };
    const values = covered.split(' ').map((name) => request[`vnp_${name}`] ?? '');
    const hash = vnpayChecksum(secret ?? '', values.join('|'));
    const response = await fetch(`${gateways.url}/vnpay/merchant_webapi/api/transaction`, {
      method: 'POST',
      body: JSON.stringify({ ...request, vnp_SecureHash: hash }),
      headers: { 'content-type': 'application/json' },
    });
    return (await response.json()) as Record<string, string>;
  };

  const REFUND =
    'RequestId Version Command TmnCode TransactionType TxnRef Amount TransactionNo TransactionDate CreateBy CreateDate IpAddr OrderInfo';
  const ANSWER =
    'ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate TransactionNo TransactionType TransactionStatus OrderInfo';

  const refund = (id: string, reference: string, type: string, amount: string, date: string) =>
    ask(
      {
        vnp_Command: 'refund',
        vnp_RequestId: id,
        vnp_TxnRef: reference,
        vnp_TransactionType: type,
        vnp_Amount: amount,
        vnp_TransactionDate: date,
      },
      REFUND,
    );

  it('takes the pay URL, shows a page, pays, and sends the browser and the IPN with checksums', async () => {
    const url = payUrl('P1');
    expect(await (await fetch(url)).text()).toContain('150000 VND');
    const paid = await choose(url, 'pay');
    const back = new URL(paid.headers.get('location') ?? '');
    expect(back.searchParams.get('order')).toBe('1');
    back.searchParams.delete('order');
    const asObject = (query: string) => Object.fromEntries(new URLSearchParams(query)) as never;
    expect(oracle().verifyReturnUrl(asObject(back.search))).toMatchObject({
      isVerified: true,
      isSuccess: true,
      vnp_Amount: 150_000,
    });
    const [ipn] = await shop.waitFor(({ path }) => path === '/api/v1/payments/callbacks/vnpay');
    expect(ipn?.method).toBe('GET');
    expect(oracle().verifyIpnCall(asObject(ipn?.query ?? ''))).toMatchObject({
      isVerified: true,
      isSuccess: true,
      vnp_TxnRef: 'P1',
      vnp_TransactionStatus: '00',
    });
    expect(await gateways.control.account('P1')).toMatchObject({ captured: '150000' });
    // Paid once, whatever the customer clicks afterwards.
    await choose(url, 'pay');
    await choose(url, 'cancel');
    expect((await gateways.control.account('P1')).movements).toHaveLength(2);
    expect(await gateways.control.callbacks({ reference: 'P1' })).toHaveLength(1);
  });

  it('refuses pay URLs that were changed, come from strangers or too late', async () => {
    const error = async (url: string) =>
      (await fetch(url, { redirect: 'manual' })).headers.get('location')?.split('code=')[1];
    expect(await error(payUrl('P1').replace('15000000', '100'))).toBe('70');
    expect(await error(payUrl('P1').replace(`=${tmnCode}`, '=STRANGER'))).toBe('70');
    expect(await error(payUrl('P1', 150_000, 20200101000000))).toBe('15');
    expect(await gateways.control.ledger()).toEqual([]);
  });

  it('answers querydr for what customers began, with its checksum, each number once', async () => {
    const created = today();
    const query = (requestId: string, reference = 'P1', secret?: string) =>
      oracle(secret).queryDr({
        vnp_RequestId: requestId,
        vnp_IpAddr: '127.0.0.1',
        vnp_TxnRef: reference,
        vnp_TransactionNo: 0,
        vnp_OrderInfo: 'Hoi',
        vnp_TransactionDate: created,
        vnp_CreateDate: created,
      });
    expect(await query('1')).toMatchObject({ vnp_ResponseCode: '91' });
    const url = payUrl('P1', 150_000, created);
    await fetch(url);
    expect(await query('2')).toMatchObject({ isVerified: true, vnp_TransactionStatus: '01' });
    await choose(url, 'cancel');
    expect(await query('3')).toMatchObject({ isVerified: true, vnp_TransactionStatus: '02' });
    const other = payUrl('P2', 99_000, created);
    await choose(other, 'pay');
    expect(await query('4', 'P2')).toMatchObject({
      isVerified: true,
      isSuccess: true,
      vnp_TransactionStatus: '00',
      vnp_Amount: '9900000',
    });
    expect(await query('4', 'P2')).toMatchObject({ vnp_ResponseCode: '94' });
    expect(await query('5', 'P2', 'stranger')).toMatchObject({ vnp_ResponseCode: '97' });
    await gateways.control.fault({ kind: 'wrong_answer_signature', operation: 'querydr' });
    expect(await query('6', 'P2')).toMatchObject({ isVerified: false });
  });

  it('gives back in parts up to what was taken; refunds wait and are refused as scripted', async () => {
    const created = String(today());
    await choose(payUrl('P1', 150_000, Number(created)), 'pay');
    const answer = await refund('r1', 'P1', '03', '5000000', created);
    expect(answer).toMatchObject({ vnp_ResponseCode: '00', vnp_TransactionStatus: '00' });
    const values = ANSWER.split(' ').map((name) => answer[`vnp_${name}`] ?? '');
    const hash = answer['vnp_SecureHash'] ?? '';
    expect(isVnpayChecksumRight(values, hash, hashSecrets)).toBe(true);
    expect(await refund('r1', 'P1', '03', '5000000', created)).toMatchObject({
      vnp_ResponseCode: '94',
    });
    expect(await refund('r2', 'P1', '02', '15000000', created)).toMatchObject({
      vnp_ResponseCode: '04',
    });
    expect(await refund('r3', 'P1', '03', '10000100', created)).toMatchObject({
      vnp_ResponseCode: '02',
    });
    await gateways.control.fault({ kind: 'refund_pending_then_fail', ms: 60_000 });
    const late = await refund('r4', 'P1', '03', '10000000', created);
    expect(late).toMatchObject({ vnp_TransactionStatus: '05', vnp_TransactionType: '03' });
    await gateways.control.advance(61);
    const state = await ask(
      {
        vnp_Command: 'querydr',
        vnp_RequestId: 'q1',
        vnp_TxnRef: 'P1',
        vnp_TransactionNo: late['vnp_TransactionNo'] ?? '',
        vnp_TransactionDate: created,
      },
      'RequestId Version Command TmnCode TxnRef TransactionDate CreateDate IpAddr OrderInfo',
    );
    expect(state).toMatchObject({ vnp_TransactionStatus: '09', vnp_Amount: '10000000' });
    expect(await gateways.control.account('P1')).toMatchObject({
      captured: '150000',
      refunded: '50000',
      refundPending: '0',
    });
  });

  it('sends the IPN again until the shop says 00 or 02, ten times at most', async () => {
    shop.answerWith(
      { status: 200, body: '{"RspCode":"97","Message":"x"}' },
      { status: 500 },
      { status: 200, body: '{"RspCode": "02", "Message": "already"}' },
    );
    await choose(payUrl('P1'), 'pay');
    for (const count of [1, 2, 3]) {
      await shop.waitFor(() => true, count);
      await gateways.control.advance(10);
    }
    const poll = (reference: string) =>
      expect.poll(() => gateways.control.callbacks({ reference }));
    await poll('P1').toMatchObject([{ state: 'acknowledged', attempts: [{}, {}, {}] }]);
    shop.answerWith({ status: 200, body: '{"RspCode":"99"}' });
    await gateways.control.settings({ speed: 1_000_000 });
    await choose(payUrl('P2'), 'fail');
    await poll('P2').toMatchObject([{ state: 'given_up' }]);
    await gateways.control.settings({ speed: 60 });
    const [given] = await gateways.control.callbacks({ reference: 'P2' });
    expect(given?.attempts).toHaveLength(11);
  });

  it('computes what a published test of the package expects', () => {
    const parameters = {
      vnp_Amount: '1000000',
      vnp_BankCode: 'NCB',
      vnp_BankTranNo: 'VNP14422574',
      vnp_CardType: 'ATM',
      vnp_OrderInfo: 'Thanh toan don hang 2024-05-21T02:17:31.249Z',
      vnp_PayDate: '20240521091806',
      vnp_TmnCode: 'TEST_TMN_CODE',
      vnp_TransactionNo: '14422574',
      vnp_TransactionStatus: '00',
      vnp_TxnRef: '1716257871703',
    };
    const published: Record<string, string> = {
      '00': '649982421beb422556a1374713c74e58e716ecbd05007c0c0e1f7effdfaf361dbf146889ca446139afe11b9954c4d5c486e99e3b86fcfab6957f29eb0be72895',
      '99': '503194f6d93b57b357b2d1d09742565e67e86d771352c5dca4fc8d39df3d392c6b3809add9405f97cfb9631f445e36c80656cfbf47eac67d97fa165865c13e1b',
    };
    for (const [vnp_ResponseCode, hash] of Object.entries(published)) {
      const query = vnpayQuery({ ...parameters, vnp_ResponseCode });
      expect(vnpayChecksum('test_secret', query)).toBe(hash);
      const whole = `${query}&vnp_SecureHash=${hash}`;
      expect(isVnpayQueryRight(whole, ['other', 'test_secret'])).toBe(true);
      expect(isVnpayQueryRight(whole.replace('NCB', 'NCC'), ['test_secret'])).toBe(false);
    }
  });
});
