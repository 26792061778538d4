import { patiently } from '../patiently.js';
import type { Buyer } from '../shop-under-test.js';
import type { GatewayShop } from './gateway-shop.js';
import type { Canaries } from './search-everywhere.js';

const SECRET_VARIABLE = /SECRET|ACCESS_KEY/;
const CARD_FORM = {
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': '4242424242424242',
  'payment_method_data[card][exp_month]': '2',
  'payment_method_data[card][exp_year]': '2032',
  'payment_method_data[card][cvc]': '123',
};

/** What the shop holds or passes on and must write down nowhere: the gateways' secrets, tokens that they issued, and what is given. */
export async function secretsOf(
  { shop, gateways }: GatewayShop,
  given: ReadonlyMap<string, string>,
): Promise<Canaries> {
  const configured = Object.entries(gateways.env)
    .filter(([name]) => SECRET_VARIABLE.test(name))
    .flatMap(([name, value]) =>
      value.split(',').map((secret, n): [string, string] => [`${name} ${n + 1}`, secret]),
    );
  const tokens = await gateways.control.calls({ gateway: 'paypal', operation: 'token' });
  const issued = tokens.flatMap(({ answer }, n): [string, string][] => {
    const token = (answer as Record<string, unknown> | null)?.['access_token'];
    return typeof token === 'string' ? [[`an access token of PayPal ${n + 1}`, token]] : [];
  });
  const own: [string, string] = ['SANDBOX_GATEWAY_SECRET', shop.env().SANDBOX_GATEWAY_SECRET];
  return new Map([...configured, ...issued, own, ...given]);
}

/** A customer keeps a card and pays nothing; what passed between browser, gateway and shop. */
export async function keepCard(
  { shop, gateways }: GatewayShop,
  { token, addressId }: Buyer,
): Promise<[string, string][]> {
  const prepared = await patiently(() =>
    shop.request('POST', '/me/cards/setup', { token, body: {} }),
  );
  const { setupId, clientSecret, publishableKey } = prepared.body as Record<string, string>;
  if (setupId === undefined || clientSecret === undefined) {
    throw new Error(`No card can be kept: ${prepared.text}`);
  }
  const entered = await fetch(`${gateways.url}/v1/setup_intents/${setupId}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${publishableKey}` },
    body: new URLSearchParams({ client_secret: clientSecret, ...CARD_FORM }),
  });
  const { payment_method: card } = (await entered.json()) as { payment_method?: string };
  const kept = await shop.request('POST', '/me/cards', {
    token,
    body: { gateway: 'stripe', setupId, billingAddressId: addressId },
  });
  if (kept.status !== 201 || card === undefined)
    throw new Error(`The card was not kept: ${kept.text}`);
  return [
    ['a secret to keep a card', clientSecret],
    ['the token of a kept card', card],
  ];
}
