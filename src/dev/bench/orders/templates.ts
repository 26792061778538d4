import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WaitingCustomer } from './crowd.js';

/** A statement as the API sent it. */
export interface SentStatement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** All statements of one placed order, and whose it was. */
export interface OrderTemplate {
  readonly statements: readonly SentStatement[];
  readonly customer: WaitingCustomer;
  /** The Idempotency-Key that it was sent with. */
  readonly key: string;
  /** Ids that were made for this order: another one has others. */
  readonly fresh: readonly string[];
}

/** Name of the statement that writes an order. */
export const PLACE = 'orders-place';

/** Where the recording API of a bench writes. */
export function recordOf(benchPid: number): string {
  return join(tmpdir(), `eshop-bench-${benchPid}.jsonl`);
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * Takes one order out of what an API has written down.
 *
 * @param lasting ids that are in the shop whoever orders: variants, products, methods …
 */
export function templateOf(
  log: string,
  customer: WaitingCustomer,
  key: string,
  lasting: ReadonlySet<string>,
): OrderTemplate {
  const statements = log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SentStatement);
  const write = statements.find(({ name }) => name === PLACE);
  if (write === undefined) throw new Error('No order was written down');
  const known = new Set([customer.userId, customer.sessionId, customer.cartId, key]);
  const found = JSON.stringify(write.values).match(UUID) ?? [];
  const fresh = [...new Set(found)].filter((id) => !known.has(id) && !lasting.has(id));
  return { statements, customer, key, fresh };
}

/** The same statements for another customer with the same basket: his ids, and new ones where those are new. */
export function forCustomer(
  { statements, customer, key, fresh }: OrderTemplate,
  next: WaitingCustomer,
): SentStatement[] {
  const replaced = new Map<string, string>([
    [customer.userId, next.userId],
    [customer.sessionId, next.sessionId],
    [customer.cartId, next.cartId],
    [key, randomUUID()],
    ...fresh.map((id): [string, string] => [id, randomUUID()]),
  ]);
  const reference = randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase();
  return statements.map(({ name, text, values }) => ({
    ...(name === undefined ? {} : { name }),
    text: swap(text, replaced),
    ...(values === undefined ? {} : { values: swapValues(values, replaced, reference) }),
  }));
}

function swap(text: string, replaced: ReadonlyMap<string, string>): string {
  return text.replaceAll(UUID, (id) => replaced.get(id) ?? id);
}

/** References of payments are no UUIDs and unique as well. */
function swapValues(
  values: readonly unknown[],
  replaced: ReadonlyMap<string, string>,
  reference: string,
): unknown[] {
  return values.map((value, index) => {
    if (typeof value === 'string') return swap(value, replaced);
    if (!Array.isArray(value)) return value;
    if (index === PAYMENT_REFERENCES)
      return value.map((text) => `${String(text).slice(0, 4)}${reference}`);
    return value.map((item: unknown) => (typeof item === 'string' ? swap(item, replaced) : item));
  });
}

/** `$39` of the write statement. */
const PAYMENT_REFERENCES = 38;
