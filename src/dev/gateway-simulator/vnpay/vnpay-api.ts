import type { Answer } from '../answer-call.js';
import { REFUND_FAULTS } from '../fault-script.js';
import { type Fields, textOf } from '../json.js';
import { digitId, randomId } from '../random-id.js';
import type { World } from '../world.js';
import { isVnpayChecksumRight, vnpayChecksum } from './vnpay-signature.js';
import type { VnpayRefund, VnpayStore, VnpayTransaction } from './vnpay-store.js';
import { vnpayTime } from './vnpay-time.js';

const REQUEST_FIELDS = {
  querydr:
    'RequestId Version Command TmnCode TxnRef TransactionDate CreateDate IpAddr OrderInfo'.split(
      ' ',
    ),
  refund:
    'RequestId Version Command TmnCode TransactionType TxnRef Amount TransactionNo TransactionDate CreateBy CreateDate IpAddr OrderInfo'.split(
      ' ',
    ),
} as const;
const ANSWER_FIELDS =
  'ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate TransactionNo TransactionType TransactionStatus OrderInfo'.split(
    ' ',
  );
/** Only in answers to querydr. */
const PROMOTION_FIELDS = ['PromotionCode', 'PromotionAmount'];
const LATER_MS = 1_000;

export type VnpayCommand = keyof typeof REQUEST_FIELDS;

/** The result of a command: a code, or the facts of a transaction. */
type Result = { readonly code: string } | { readonly code: '00'; readonly facts: Fields };

/** VNPay's API for asking and giving back: one address, two commands, everything with a checksum. */
export class VnpayApi {
  constructor(
    private readonly world: World,
    private readonly store: VnpayStore,
  ) {}

  answer(request: Fields): Answer {
    const command = textOf(request['vnp_Command']);
    if (command !== 'querydr' && command !== 'refund')
      return this.signed('', request, { code: '03' });
    return this.signed(
      command,
      request,
      this.check(command, request) ?? this.run(command, request),
    );
  }

  /** The same answer with a checksum that is wrong. */
  spoil(answer: Answer): Answer {
    const body = answer.body as Fields;
    return { ...answer, body: { ...body, vnp_SecureHash: '0'.repeat(128) } };
  }

  private check(command: VnpayCommand, request: Fields): Result | null {
    const { hashSecrets, tmnCode } = this.world.keys.vnpay;
    const values = REQUEST_FIELDS[command].map((name) => textOf(request[`vnp_${name}`]));
    const isOptional = (name: string): boolean => name === 'TransactionNo';
    const isWhole = REQUEST_FIELDS[command].every(
      (name, index) => isOptional(name) || values[index] !== '',
    );
    const given = textOf(request['vnp_SecureHash']);
    if (textOf(request['vnp_TmnCode']) !== tmnCode) return { code: '02' };
    if (!isWhole || textOf(request['vnp_Version']) !== '2.1.0') return { code: '03' };
    if (!isVnpayChecksumRight(values, given, hashSecrets)) return { code: '97' };
    const requestId = textOf(request['vnp_RequestId']);
    const day = vnpayTime(this.world.clock.now()).slice(0, 8);
    if (this.store.requestIds.has(`${day} ${requestId}`)) return { code: '94' };
    this.store.requestIds.add(`${day} ${requestId}`);
    return null;
  }

  private run(command: VnpayCommand, request: Fields): Result {
    const transaction = this.store.transactions.get(textOf(request['vnp_TxnRef']));
    const date = textOf(request['vnp_TransactionDate']);
    if (transaction === undefined || transaction.createDate !== date) return { code: '91' };
    return command === 'querydr'
      ? this.query(transaction, textOf(request['vnp_TransactionNo']))
      : this.refund(transaction, request);
  }

  private query(transaction: VnpayTransaction, transactionNo: string): Result {
    const refund = transaction.refunds.find((one) => one.transactionNo === transactionNo);
    return { code: '00', facts: refund ? refundFacts(transaction, refund) : factsOf(transaction) };
  }

  private refund(transaction: VnpayTransaction, request: Fields): Result {
    const type = textOf(request['vnp_TransactionType']);
    const amount = Number(textOf(request['vnp_Amount']));
    if ((type !== '02' && type !== '03') || !Number.isSafeInteger(amount) || amount < 100) {
      return { code: '03' };
    }
    if (transaction.status !== '00') return { code: '95' };
    const back = transaction.refunds
      .filter(({ status }) => status !== '09')
      .reduce((sum, one) => sum + one.amount, 0);
    if (type === '02' && back > 0) return { code: '04' };
    if (amount > transaction.amount) return { code: '93' };
    if (amount + back > transaction.amount) return { code: '02' };
    if (type === '02' && amount !== transaction.amount) return { code: '93' };
    const number = textOf(request['vnp_TransactionNo']);
    if (!['', '0', transaction.transactionNo].includes(number)) return { code: '91' };
    const refund = this.give(transaction, type, amount, textOf(request['vnp_OrderInfo']));
    if (refund === null) return { code: '99' };
    return { code: '00', facts: refundFacts(transaction, refund) };
  }

  /** Gives the money back as the script wants it; null when the bank refuses at once. */
  private give(
    transaction: VnpayTransaction,
    type: '02' | '03',
    amount: number,
    orderInfo: string,
  ): VnpayRefund | null {
    const { clock, faults, ledger } = this.world;
    const { reference } = transaction;
    const fault = faults.take(REFUND_FAULTS, { gateway: 'vnpay', operation: 'refund', reference });
    if (fault?.kind === 'refund_fail') return null;
    const isLate = fault !== null && fault.kind !== 'refund_succeeds_then_fails';
    const refund: VnpayRefund = {
      transactionNo: digitId(8),
      type,
      amount,
      orderInfo,
      payDate: vnpayTime(clock.now()),
      status: isLate ? '05' : '00',
    };
    transaction.refunds.push(refund);
    const account = ledger.list('vnpay').find((one) => one.reference === reference);
    if (account === undefined) return null;
    const id = refund.transactionNo;
    ledger.add(account, {
      kind: 'refund',
      id,
      amount: amount / 100,
      at: clock.now().toISOString(),
      state: isLate ? 'pending' : 'done',
    });
    if (fault !== null) {
      const isDone = fault.kind === 'refund_pending';
      clock.after(fault.ms ?? LATER_MS, () => {
        refund.status = isDone ? '00' : '09';
        ledger.decide(account, id, isDone ? 'done' : 'failed');
      });
    }
    return refund;
  }

  private signed(command: string, request: Fields, result: Result): Answer {
    const { hashSecrets, tmnCode } = this.world.keys.vnpay;
    const facts = 'facts' in result ? result.facts : {};
    const body: Record<string, string> = {
      vnp_ResponseId: randomId(32, '', '0123456789abcdef'),
      vnp_Command: command,
      vnp_ResponseCode: result.code,
      vnp_Message: MESSAGES[result.code] ?? 'Other errors',
      vnp_TmnCode: tmnCode,
      vnp_TxnRef: textOf(request['vnp_TxnRef']),
    };
    for (const [name, value] of Object.entries(facts)) body[name] = textOf(value);
    const covered = [...ANSWER_FIELDS, ...(command === 'querydr' ? PROMOTION_FIELDS : [])];
    const text = covered.map((name) => body[`vnp_${name}`] ?? '').join('|');
    body['vnp_SecureHash'] = vnpayChecksum(hashSecrets[0] ?? '', text);
    return { status: 200, body };
  }
}

function factsOf(transaction: VnpayTransaction): Fields {
  return {
    vnp_Amount: String(transaction.amount),
    vnp_BankCode: transaction.bankCode,
    vnp_PayDate: transaction.payDate,
    vnp_TransactionNo: transaction.transactionNo,
    vnp_TransactionType: '01',
    vnp_TransactionStatus: transaction.status,
    vnp_OrderInfo: transaction.orderInfo,
    vnp_PromotionCode: '',
    vnp_PromotionAmount: '',
  };
}

function refundFacts(transaction: VnpayTransaction, refund: VnpayRefund): Fields {
  return {
    ...factsOf(transaction),
    vnp_Amount: String(refund.amount),
    vnp_PayDate: refund.payDate,
    vnp_TransactionNo: refund.transactionNo,
    vnp_TransactionType: refund.type,
    vnp_TransactionStatus: refund.status,
    vnp_OrderInfo: refund.orderInfo,
  };
}

const MESSAGES: Readonly<Record<string, string>> = {
  '00': 'Success',
  '02': 'Invalid',
  '03': 'Invalid format',
  '04': 'No full refund after a partial one',
  '91': 'Transaction not found',
  '93': 'Invalid refund amount',
  '94': 'Duplicate request',
  '95': 'Transaction was not successful',
  '97': 'Invalid checksum',
  '99': 'Other errors',
};
