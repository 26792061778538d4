import type { Stripe } from 'stripe';

import type { CardSetup, PreparedCard } from '../payment-gateway.js';
import { isMissing, type StripeClient } from './stripe-client.js';

/** Our id of the person, in the metadata of his customer there. */
const OWNER_KEY = 'owner';

/**
 * A SetupIntent, for which Stripe's script in the browser takes the card. The customer it belongs to
 * holds nothing of the person but our id.
 */
export async function prepareCardAtStripe(
  client: StripeClient,
  publishableKey: string,
  owner: string,
  known: string | null,
): Promise<PreparedCard> {
  const customer = known ?? (await customerFor(client, owner));
  const setup = await client.ask((api) =>
    api.setupIntents.create({ customer, usage: 'off_session' }),
  );
  if (setup.client_secret === null) throw new Error('Stripe gave no client secret');
  return { setupId: setup.id, clientSecret: setup.client_secret, publishableKey, customer };
}

/** Two that ask at once for one person get the same customer. */
async function customerFor(client: StripeClient, owner: string): Promise<string> {
  const params = { metadata: { [OWNER_KEY]: owner } };
  const options = { idempotencyKey: `customer-${owner}` };
  const { id } = await client.ask((api) => api.customers.create(params, options));
  return id;
}

/** What came of a SetupIntent; null when Stripe does not know it. */
export async function cardSetupAtStripe(
  client: StripeClient,
  setupId: string,
): Promise<CardSetup | null> {
  try {
    const setup = await client.call((api) =>
      api.setupIntents.retrieve(setupId, { expand: ['payment_method'] }),
    );
    const { customer, payment_method: method, status } = setup;
    const isKept = status === 'succeeded' && method !== null && typeof method === 'object';
    return { customer: idOf(customer), card: isKept ? keptCard(method) : null };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function keptCard({ id, card }: Stripe.PaymentMethod): CardSetup['card'] {
  if (!card) return null;
  const { brand, last4, exp_month: expiryMonth, exp_year: expiryYear } = card;
  return { token: id, brand, last4, expiryMonth, expiryYear };
}

function idOf(holder: string | { readonly id: string } | null): string | null {
  return typeof holder === 'object' ? (holder?.id ?? null) : holder;
}
