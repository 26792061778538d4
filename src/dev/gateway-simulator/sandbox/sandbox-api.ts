import type { Answer } from '../answer-call.js';
import { type Fields, textOf } from '../json.js';
import { sumsOf } from '../ledger.js';
import { randomId } from '../random-id.js';
import type { World } from '../world.js';
import type { SandboxBank } from './sandbox-bank.js';
import type { SandboxPayment, SandboxRefund } from './sandbox-store.js';

export const SANDBOX_OPERATIONS = [
  'create',
  'query',
  'capture',
  'void',
  'refund',
  'refund_query',
] as const;
export type SandboxOperation = (typeof SANDBOX_OPERATIONS)[number];

const REFERENCE = /^[A-Za-z0-9_-]{1,64}$/;

/** The bank's API: everything by POST with JSON; every call may be repeated and happens once. */
export class SandboxApi {
  constructor(
    private readonly world: World,
    private readonly bank: SandboxBank,
  ) {}

  answer(operation: SandboxOperation, request: Fields): Answer {
    if (operation === 'create') return this.create(request);
    if (operation === 'refund_query') return this.queryRefund(request);
    const payment = this.bank.store.payments.get(textOf(request['reference']));
    if (payment === undefined) return error(404, 'unknown_payment');
    if (operation === 'capture') return this.capture(payment, request);
    if (operation === 'void') return this.release(payment);
    if (operation === 'refund') return this.refund(payment, request);
    return this.show(payment);
  }

  private create(request: Fields): Answer {
    const reference = textOf(request['reference']);
    const currency = textOf(request['currency']);
    const urls = [textOf(request['returnUrl']), textOf(request['callbackUrl'])];
    const amount = amountOf(request);
    const isWhole =
      REFERENCE.test(reference) && /^[A-Z]{3}$/.test(currency) && urls.every(isAddress);
    if (!isWhole || amount === null) return error(400, 'malformed');
    const known = this.bank.store.payments.get(reference);
    if (known !== undefined) {
      const isSame = known.amount === amount && known.currency === currency;
      return isSame ? this.show(known) : error(409, 'other_payment');
    }
    const payment: SandboxPayment = {
      id: randomId(24, 'sbx_'),
      ...{ reference, amount, currency, returnUrl: urls[0] ?? '', callbackUrl: urls[1] ?? '' },
      isHold: request['hold'] === true,
      ticket: randomId(32),
      status: 'open',
      captured: 0,
      decidedAt: null,
      reason: null,
    };
    this.bank.store.payments.set(reference, payment);
    return this.show(payment);
  }

  private capture(payment: SandboxPayment, request: Fields): Answer {
    const amount = amountOf(request);
    if (amount === null || amount === 0) return error(400, 'malformed');
    if (payment.status === 'paid' && payment.captured === amount) return this.show(payment);
    if (payment.status !== 'held') return error(409, 'not_held');
    if (amount > payment.amount) return error(409, 'above_held');
    this.bank.capture(payment, amount);
    return this.show(payment);
  }

  private release(payment: SandboxPayment): Answer {
    if (payment.status === 'paid') return error(409, 'captured');
    if (payment.status !== 'released') this.bank.release(payment);
    return this.show(payment);
  }

  private refund(payment: SandboxPayment, request: Fields): Answer {
    const id = textOf(request['id']);
    const amount = amountOf(request);
    if (!REFERENCE.test(id) || amount === null || amount === 0) return error(400, 'malformed');
    const known = this.bank.store.refunds.get(id);
    if (known !== undefined) {
      const isSame = known.amount === amount && known.reference === payment.reference;
      return isSame ? shown(known) : error(409, 'other_refund');
    }
    const { captured, refunded, refundPending } = sumsOf(this.bank.account(payment));
    if (amount > captured - refunded - refundPending) return error(409, 'above_captured');
    return shown(this.bank.refund(payment, id, amount));
  }

  private queryRefund(request: Fields): Answer {
    const refund = this.bank.store.refunds.get(textOf(request['id']));
    return refund === undefined ? error(404, 'unknown_refund') : shown(refund);
  }

  private show(payment: SandboxPayment): Answer {
    const { id, reference, status, amount, currency, captured, decidedAt, reason } = payment;
    const { refunded } = sumsOf(this.bank.account(payment));
    const url = `${this.world.url}/sandbox/pay/${reference}?ticket=${payment.ticket}`;
    const body = {
      ...{ id, reference, status, amount, currency, captured, refunded, decidedAt, reason, url },
      held: status === 'held' ? amount : 0,
    };
    return { status: 200, body };
  }
}

function shown({ id, refundId, reference, amount, status, reason }: SandboxRefund): Answer {
  return { status: 200, body: { id, refundId, reference, amount, status, reason } };
}

export function error(status: number, code: string): Answer {
  return { status, body: { error: code } };
}

function amountOf(request: Fields): number | null {
  const amount = request['amount'];
  return typeof amount === 'number' && Number.isSafeInteger(amount) && amount >= 0 ? amount : null;
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
