import type { StripeStore } from './stripe-store.js';

/** Puts objects where their ids stand, as `expand[]` wishes; at most as deep as the wish. */
export function expand(store: StripeStore, value: unknown, wishes: readonly string[]): unknown {
  const copy = structuredClone(value);
  for (const wish of wishes) walk(store, copy, wish.split('.'));
  return copy;
}

function walk(store: StripeStore, value: unknown, path: readonly string[]): void {
  if (Array.isArray(value)) {
    for (const one of value) walk(store, one, path);
    return;
  }
  const [name, ...rest] = path;
  if (name === undefined || typeof value !== 'object' || value === null) return;
  const object = value as Record<string, unknown>;
  if (name === 'refunds' && object['object'] === 'charge') {
    const data = [...store.refunds.values()].filter(({ charge }) => charge === object['id']);
    object['refunds'] = { object: 'list', has_more: false, url: '/v1/refunds', data };
  } else if (typeof object[name] === 'string') {
    object[name] = structuredClone(lookUp(store, object[name])) ?? object[name];
  }
  walk(store, object[name], rest);
}

function lookUp(store: StripeStore, id: string): unknown {
  return (
    store.intents.get(id) ??
    store.charges.get(id) ??
    store.refunds.get(id) ??
    store.customers.get(id) ??
    store.methods.get(id)?.shown
  );
}
