import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { patiently } from '../../patiently.js';
import { deliverAgain, passTime, work } from './backstage.js';
import { goodwillOf } from './foresee.js';
import { at } from './model-rules.js';
import { QUIET_LIMIT_MS, type RealOrder, type Stage, type Told } from './stage.types.js';
import type { Step } from './steps.js';

/** What the bank may say: what was paid stays so, and a failure chosen afterwards is told as the success it was. */
const BANK_KINDS = { success: ['success'], failure: ['failed', 'success'] } as const;

interface Sent {
  readonly key: string;
  readonly text: string;
}

/** Does the steps of a story to a running shop: over HTTP, by its workers, and with the clock moved by hand. */
export class Hands {
  readonly orders: RealOrder[] = [];
  private readonly lastSent = new Map<number, Sent>();

  constructor(
    readonly stage: Stage,
    /** Which of the API processes is asked. */
    private readonly api = 0,
    shared?: Hands,
  ) {
    if (shared !== undefined) this.orders = shared.orders;
  }

  /** Does one step. @returns the answer; null when there is no order that it could be done to */
  async do(step: Step): Promise<Told | null> {
    switch (step.do) {
      case 'add':
      case 'set':
      case 'remove':
      case 'apply code':
      case 'remove code':
        return this.changeCart(step);
      case 'place':
        return this.place(step.customer % this.stage.buyers.length, step.key);
      case 'restock':
      case 'set price':
      case 'switch':
      case 'end discount':
        return this.changeShop(step);
      case 'pass time':
        return passTime(this.stage, this.orders, step.how);
      case 'expire':
        return work(this.stage, 'orders', 'expire-unpaid', step.times);
      case 'archive':
        return work(this.stage, 'order-archiving', 'archive-orders', step.times);
      default:
        return this.orders.length === 0 ? null : this.serve(step, at(this.orders, step.order));
    }
  }

  /** The cart of a customer as he sees it. */
  cartOf(customer: number): Promise<Told> {
    return this.ask('GET', '/cart', this.tokenOf(customer));
  }

  private async changeCart(
    step: Extract<Step, { do: 'add' | 'set' | 'remove' | 'apply code' | 'remove code' }>,
  ): Promise<Told> {
    const token = this.tokenOf(step.customer);
    const { code } = this.stage;
    if (step.do === 'apply code') return this.ask('POST', '/cart/codes', token, { code });
    if (step.do === 'remove code') return this.ask('DELETE', `/cart/codes/${code}`, token);
    const variantId = at(this.stage.variantIds, step.variant);
    if (step.do === 'add')
      return this.ask('POST', '/cart/items', token, { variantId, quantity: step.quantity });
    const cart = await this.cartOf(step.customer);
    const items = cart.body['items'] as { id: string; variantId: string }[] | undefined;
    const item = items?.find((one) => one.variantId === variantId)?.id ?? randomUUID();
    return step.do === 'remove'
      ? this.ask('DELETE', `/cart/items/${item}`, token)
      : this.ask('PATCH', `/cart/items/${item}`, token, { quantity: step.quantity });
  }

  private async place(customer: number, kind: Extract<Step, { do: 'place' }>['key']) {
    const buyer = at(this.stage.buyers, customer);
    const last = this.lastSent.get(customer);
    const isRepeated = kind !== 'new' && last !== undefined;
    const key = isRepeated ? last.key : randomUUID();
    const told = await this.ask(
      'POST',
      '/orders',
      buyer.token,
      {
        addressId: buyer.addressId,
        shippingMethodCode: 'standard',
        paymentMethodCode: 'sandbox',
        ...(isRepeated && kind === 'same, other body' ? { notes: 'Another body' } : {}),
      },
      key,
    );
    if (told.status !== 201) return told;
    if (isRepeated) return told.text === last.text ? told : { ...told, code: 'other bytes' };
    this.lastSent.set(customer, { key, text: told.text });
    const total = Math.round(Number(told.body['totalAmount']) * 100);
    this.orders.push({ id: String(told.body['id']), customer, pages: [], total });
    return told;
  }

  private async serve(
    step: Extract<Step, { readonly order: number }>,
    order: RealOrder,
  ): Promise<Told | null> {
    const token = this.tokenOf(order.customer);
    const { id, pages, total } = order;
    const refunds = `/admin/orders/${id}/refunds`;
    switch (step.do) {
      case 'cancel':
        return this.ask('POST', `/orders/${id}/cancel`, token, {});
      case 'start to pay': {
        const told = await this.ask('POST', `/orders/${id}/payments`, token, {}, randomUUID());
        const page = told.body['redirectUrl'];
        if (typeof page === 'string' && !pages.includes(page)) pages.push(page);
        return told;
      }
      case 'bank':
        return pages.length === 0 ? null : this.tellBank(step, at(pages, step.attempt));
      case 'refund': {
        const goodwillAmount = (goodwillOf(total, step.percent) / 100).toFixed(2);
        return this.asStaff('POST', refunds, { goodwillAmount, reason: 'Arrived late' });
      }
      case 'refund pieces': {
        const orderItemId = await this.itemOf(id, step.line);
        const lines = [{ orderItemId, quantity: step.quantity }];
        return this.asStaff('POST', refunds, { lines, reason: 'Not there' });
      }
      case 'deliver again':
        return deliverAgain(this.stage, id);
    }
  }

  /** Goes to the bank's page, chooses, and waits until the shop has heard of it. */
  private async tellBank(
    { outcome, doubled, outOfOrder }: Extract<Step, { do: 'bank' }>,
    page: string,
  ): Promise<Told> {
    const form = new URLSearchParams({ outcome });
    if (doubled) form.set('doubled', 'on');
    if (outOfOrder) form.set('outOfOrder', 'on');
    const answer = await fetch(page, { method: 'POST', body: form, redirect: 'manual' });
    const text = await answer.text();
    const reference = new URL(page).pathname.split('/').at(-1);
    const words = outOfOrder ? [BANK_KINDS[outcome], ['processing']] : [BANK_KINDS[outcome]];
    const deadline = Date.now() + QUIET_LIMIT_MS;
    for (;;) {
      const { rows } = await this.stage.shop.owner.query<{ kind: string }>(
        'SELECT DISTINCT kind FROM payment_events WHERE reference = $1',
        [reference],
      );
      if (words.every((either) => rows.some(({ kind }) => either.some((one) => one === kind))))
        break;
      if (Date.now() > deadline) throw new Error('The bank did not call back');
      await sleep(10);
    }
    return { status: answer.status, code: null, text, body: {} };
  }

  private async changeShop(
    step: Extract<Step, { do: 'restock' | 'set price' | 'switch' | 'end discount' }>,
  ): Promise<Told> {
    if (step.do === 'end discount') {
      const endsAt = new Date(Date.now() - 60_000).toISOString();
      return this.asStaff('PATCH', `/admin/discounts/${this.stage.discountId}`, { endsAt });
    }
    const variantId = at(this.stage.variantIds, step.variant);
    if (step.do === 'restock') {
      const items = [{ variantId, quantity: step.quantity }];
      return this.asStaff('POST', '/admin/inventory/restock', { items });
    }
    const body =
      step.do === 'switch' ? { isActive: step.isActive } : { price: (step.price / 100).toFixed(2) };
    return this.asStaff('PATCH', `/admin/variants/${variantId}`, body);
  }

  /** The lines of an order stand as the variants of the story do. */
  private async itemOf(orderId: string, line: number): Promise<string> {
    const { rows } = await this.stage.shop.owner.query<{ id: string }>(
      `SELECT id FROM order_items WHERE order_id = $1 ORDER BY position, id`,
      [orderId],
    );
    return rows.length === 0 ? randomUUID() : at(rows, line).id;
  }

  private tokenOf(customer: number): string {
    return at(this.stage.buyers, customer).token;
  }

  private asStaff(method: string, path: string, body: unknown): Promise<Told> {
    return this.ask(method, path, this.stage.staff, body, randomUUID());
  }

  private async ask(
    method: string,
    path: string,
    token: string,
    body?: unknown,
    key?: string,
  ): Promise<Told> {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (key !== undefined) headers['idempotency-key'] = key;
    const url = `${at(this.stage.apis, this.api)}/api/v1${path}`;
    const answer = await patiently(() =>
      fetch(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await answer.text();
    const parsed = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    const code = answer.status < 400 ? null : String(parsed['code']);
    return { status: answer.status, code, text, body: parsed };
  }
}
