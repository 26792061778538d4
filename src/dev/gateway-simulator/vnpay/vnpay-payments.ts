import type { Outcome } from '../gateway.js';
import type { Forgery } from '../fault-script.js';
import { capitalId, digitId } from '../random-id.js';
import { callbackUrl, signingSecret } from '../settings.js';
import type { World } from '../world.js';
import { isVnpayQueryRight, vnpayChecksum, vnpayQuery } from './vnpay-signature.js';
import type { VnpayStore, VnpayTransaction } from './vnpay-store.js';
import { parseVnpayTime, vnpayTime } from './vnpay-time.js';

const MINUTE = 60_000;
/** Ten more times, five minutes apart. */
const WAITS = Array.from({ length: 10 }, () => 5 * MINUTE);
const TIMEOUT_MS = 30_000;
const REQUIRED = [
  'vnp_Version',
  'vnp_Command',
  'vnp_TmnCode',
  'vnp_Amount',
  'vnp_CreateDate',
  'vnp_CurrCode',
  'vnp_IpAddr',
  'vnp_Locale',
  'vnp_OrderInfo',
  'vnp_OrderType',
  'vnp_ReturnUrl',
  'vnp_TxnRef',
];

/** Payments as customers make them on VNPay's pages. */
export class VnpayPayments {
  constructor(
    private readonly world: World,
    readonly store: VnpayStore,
  ) {}

  /**
   * Opens the payment that a pay URL asks for; opened again it is the same one.
   * @returns VNPay's number of an error: 70 checksum, 72 unknown shop, 03 form, 15 too late
   */
  open(query: string): VnpayTransaction | { readonly error: string } {
    const { keys, clock } = this.world;
    if (!isVnpayQueryRight(query, keys.vnpay.hashSecrets)) return { error: '70' };
    const fields = new URLSearchParams(query);
    const text = (name: string): string => fields.get(name) ?? '';
    if (text('vnp_TmnCode') !== keys.vnpay.tmnCode) return { error: '72' };
    const created = parseVnpayTime(text('vnp_CreateDate'));
    const expires = parseVnpayTime(text('vnp_ExpireDate'));
    if (!isWellFormed(fields) || created === null) return { error: '03' };
    const expiresAt = expires ?? new Date(created.getTime() + 15 * MINUTE);
    const reference = text('vnp_TxnRef');
    const amount = Number(text('vnp_Amount'));
    const known = this.store.transactions.get(reference);
    if (known !== undefined) {
      const isSame = known.amount === amount && known.createDate === text('vnp_CreateDate');
      return isSame ? known : { error: '01' };
    }
    if (expiresAt < clock.now()) return { error: '15' };
    const transaction: VnpayTransaction = {
      reference,
      amount,
      orderInfo: text('vnp_OrderInfo'),
      returnUrl: text('vnp_ReturnUrl'),
      createDate: text('vnp_CreateDate'),
      expiresAt,
      bankCode: text('vnp_BankCode') || 'NCB',
      transactionNo: '0',
      bankTranNo: '',
      payDate: '',
      responseCode: '',
      status: '01',
      refunds: [],
    };
    this.store.transactions.set(reference, transaction);
    return transaction;
  }

  /** What the customer does; gives where the browser goes, null for nowhere. */
  act(transaction: VnpayTransaction, outcome: Outcome): string | null {
    if (outcome === 'close') return null;
    if (transaction.status === '01') this.finish(transaction, outcome);
    return `${transaction.returnUrl}${transaction.returnUrl.includes('?') ? '&' : '?'}${this.signedQuery(transaction, null)}`;
  }

  private finish(transaction: VnpayTransaction, outcome: Exclude<Outcome, 'close'>): void {
    const now = this.world.clock.now();
    const isLate = transaction.expiresAt < now;
    transaction.payDate = vnpayTime(now);
    transaction.status = outcome === 'pay' && !isLate ? '00' : '02';
    transaction.responseCode = isLate ? '11' : { pay: '00', fail: '51', cancel: '24' }[outcome];
    if (outcome === 'cancel' || isLate) transaction.bankCode = 'VNPAY';
    else transaction.transactionNo = digitId(8);
    if (transaction.status === '00') this.collect(transaction, now);
    this.world.callbacks.send({
      gateway: 'vnpay',
      reference: transaction.reference,
      event: transaction.status === '00' ? 'ipn.paid' : 'ipn.failed',
      build: (forgery) => ({
        method: 'GET',
        url: `${callbackUrl(this.world.settings, 'vnpay')}?${this.signedQuery(transaction, forgery)}`,
        headers: { 'user-agent': 'VNPAY-IPN' },
        body: null,
      }),
      isFinal: (status, body) => status === 200 && ['00', '02'].includes(codeOf(body)),
      waits: WAITS,
      timeoutMs: TIMEOUT_MS,
    });
  }

  private collect(transaction: VnpayTransaction, now: Date): void {
    transaction.bankTranNo = `VNP${transaction.transactionNo}`;
    const account = this.world.ledger.open({
      gateway: 'vnpay',
      reference: transaction.reference,
      gatewayPaymentId: transaction.transactionNo,
      currency: 'VND',
    });
    const at = now.toISOString();
    const movement = { id: transaction.transactionNo, amount: transaction.amount / 100, at };
    this.world.ledger.add(account, { kind: 'authorise', ...movement, state: 'done' });
    this.world.ledger.add(account, { kind: 'capture', ...movement, state: 'done' });
  }

  /** The result as it goes to the shop, by the browser and by the IPN. */
  private signedQuery(transaction: VnpayTransaction, forgery: Forgery | null): string {
    const { keys, settings } = this.world;
    const isOther = forgery === 'callback_other_merchant';
    const isLess = forgery === 'callback_wrong_amount';
    const parameters = {
      vnp_Amount: String(transaction.amount - (isLess ? 100 : 0)),
      vnp_BankCode: transaction.bankCode,
      ...(transaction.bankTranNo === '' ? {} : { vnp_BankTranNo: transaction.bankTranNo }),
      vnp_CardType: transaction.bankCode === 'VNPAY' ? 'QRCODE' : 'ATM',
      vnp_OrderInfo: transaction.orderInfo,
      vnp_PayDate: transaction.payDate,
      vnp_ResponseCode: transaction.responseCode,
      vnp_TmnCode: isOther ? 'OTHERTMN' : keys.vnpay.tmnCode,
      vnp_TransactionNo: transaction.transactionNo,
      vnp_TransactionStatus: transaction.status,
      vnp_TxnRef: forgery === 'callback_other_reference' ? capitalId(12) : transaction.reference,
    };
    const query = vnpayQuery(parameters);
    const isWrong = forgery === 'callback_wrong_signature';
    const secret = isWrong ? 'somebody else' : signingSecret(settings, keys.vnpay.hashSecrets);
    return `${query}&vnp_SecureHash=${vnpayChecksum(secret, query)}`;
  }
}

function isWellFormed(fields: URLSearchParams): boolean {
  const text = (name: string): string => fields.get(name) ?? '';
  return (
    REQUIRED.every((name) => text(name) !== '') &&
    text('vnp_Version') === '2.1.0' &&
    text('vnp_Command') === 'pay' &&
    text('vnp_CurrCode') === 'VND' &&
    /^\d{1,12}$/.test(text('vnp_Amount')) &&
    text('vnp_Amount').endsWith('00') &&
    Number(text('vnp_Amount')) > 0 &&
    ['vn', 'en'].includes(text('vnp_Locale')) &&
    text('vnp_TxnRef').length <= 100 &&
    text('vnp_OrderInfo').length <= 255 &&
    text('vnp_ReturnUrl').length <= 255 &&
    URL.canParse(text('vnp_ReturnUrl'))
  );
}

/** The code in the shop's answer to an IPN. */
function codeOf(body: string): string {
  const match = /"RspCode"\s*:\s*"(\d\d)"/.exec(body);
  return match?.[1] ?? '';
}
