import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import {
  SIGNATURE_HEADER,
  signatureHeader,
} from '../../../../modules/payments/gateways/sandbox/sandbox-signature.js';
import { network, type Person, type Scene } from '../people/scene.js';
import { type Caller, type IdKind, personOf, type Recipe } from './recipe.js';

const SHIPPING = {
  recipient: 'Gwen Guest',
  phoneNumber: '+12025550147',
  street: '7 Harbour Street',
  district: 'Downtown',
  city: 'Portland',
  postalCode: '97201',
  country: 'US',
};
const GUEST_ORDER = {
  email: 'guest@example.com',
  shippingAddress: SHIPPING,
  shippingMethodCode: 'standard',
  paymentMethodCode: 'sandbox',
};

/** Headers of one who shops: a person's own, or those of a guest whose cart is new. */
type Shopper = Pick<Person, 'headers'>;

interface Cart {
  readonly shopper: Shopper;
  readonly itemId: string;
}

/** A cart with a line; a guest gets the token of his. */
export async function filledCart(scene: Scene, who: Caller, quantity = 2): Promise<Cart> {
  const shopper = who ?? { headers: network() };
  const body = { variantId: scene.variantId, quantity };
  const cart = await scene.step(shopper, 'POST', '/cart/items', body);
  const token = cart.headers.get('x-cart-token');
  const [item] = cart['items'] as { id: string }[];
  return {
    shopper: token === null ? shopper : { headers: { ...shopper.headers, 'x-cart-token': token } },
    itemId: item?.id ?? '',
  };
}

/** The id of a new address of a person. */
export async function newAddress(scene: Scene, owner: Person): Promise<string> {
  const body = { ...SHIPPING, recipient: 'Test Person' };
  return String((await scene.step(owner, 'POST', '/me/addresses', body))['id']);
}

/** A placed order of a person, or a guest's with its token and this address. */
export async function newOrder(
  scene: Scene,
  who: Caller,
  email = GUEST_ORDER.email,
): Promise<Record<string, unknown>> {
  const { shopper } = await filledCart(scene, who);
  const body =
    who === null
      ? { ...GUEST_ORDER, email }
      : {
          addressId: await newAddress(scene, who),
          shippingMethodCode: 'standard',
          paymentMethodCode: 'sandbox',
        };
  const headers = { ...shopper.headers, 'idempotency-key': randomUUID() };
  return scene.step({ headers }, 'POST', '/orders', body);
}

async function newPayment(scene: Scene, owner: Person): Promise<string> {
  const order = await newOrder(scene, owner);
  await scene.step(owner, 'POST', `/orders/${String(order['id'])}/payments`, {});
  const { rows } = await scene.shop.owner.query<{ reference: string }>(
    'SELECT reference FROM payments WHERE order_id = $1',
    [order['id']],
  );
  return rows[0]?.reference ?? '';
}

const cartItem: IdKind = {
  belongs: 'person',
  make: async (scene, owner) => (await filledCart(scene, owner)).itemId,
};

/** Ids of the shop by field, or by operation and field where one name means different things. */
export const SHOPPING_IDS: Readonly<Record<string, IdKind>> = {
  variantId: { belongs: 'nobody', make: (scene) => Promise.resolve(scene.variantId) },
  addressId: { belongs: 'person', make: newAddress },
  billingAddressId: { belongs: 'person', make: newAddress },
  orderId: {
    belongs: 'person',
    make: async (scene, owner) => String((await newOrder(scene, owner))['id']),
  },
  'changeCartItem.id': cartItem,
  'removeCartItem.id': cartItem,
  'lookUpOrder.orderNumber': {
    belongs: 'person',
    make: async (scene) => String((await newOrder(scene, null))['orderNumber']),
    random: () => `ORD-${randomInt(90_000_000, 99_999_999)}`,
  },
  'listPayments.reference': { belongs: 'nobody', make: newPayment },
  'showPaymentReturn.reference': {
    belongs: 'secret',
    make: newPayment,
    random: () => `P${randomBytes(12).toString('hex').toUpperCase()}`,
  },
};

/** The caller's own cart comes along: a guest's by its token. */
const withCart: Recipe = async (scene, who, draft) => {
  const { shopper } = await filledCart(scene, who, 4);
  return { headers: { ...shopper.headers, ...draft.headers } };
};

const withOwnItem: Recipe = async (scene, who, draft) => {
  if (who !== null) return {};
  const { shopper, itemId } = await filledCart(scene, who);
  return { headers: { ...shopper.headers, ...draft.headers }, params: { id: itemId } };
};

const asGuestWithOrder: Recipe = async (scene, who, draft) => {
  if (who !== null) return {};
  const order = await newOrder(scene, null);
  return {
    params: { orderId: String(order['id']) },
    headers: { ...draft.headers, 'x-order-token': String(order['orderToken']) },
  };
};

/** What the shop routes need beside their examples. */
export const SHOPPING_RECIPES: Readonly<Record<string, Recipe>> = {
  clearCart: withCart,
  changeCart: async (scene, who, draft) => ({
    ...(await withCart(scene, who, draft)),
    body: { currency: 'EUR' },
  }),
  addCartCode: withCart,
  removeCartCode: async (scene, who, draft) => {
    const { shopper } = await filledCart(scene, who, 4);
    await scene.step(shopper, 'POST', '/cart/codes', { code: 'WELCOME10' });
    return { headers: { ...shopper.headers, ...draft.headers } };
  },
  changeCartItem: withOwnItem,
  removeCartItem: withOwnItem,
  getOrder: asGuestWithOrder,
  cancelOrder: asGuestWithOrder,
  payOrder: async (scene, who, draft) => ({
    ...(await asGuestWithOrder(scene, who, draft)),
    // All of it, at the bank of the demo shop: that keeps no cards.
    body: {},
  }),
  placeOrder: async (scene, who, draft) => {
    const { shopper } = await filledCart(scene, who);
    const headers = { ...shopper.headers, ...draft.headers };
    return who === null ? { headers, body: GUEST_ORDER } : { headers };
  },
  lookUpOrder: async (scene) => {
    const order = await newOrder(scene, null);
    const { orderNumber, orderToken: token } = order;
    return { body: { orderNumber, email: GUEST_ORDER.email, token } };
  },
  showPaymentReturn: async (scene, who) => {
    if (who !== null) return {};
    return { params: { reference: await newPayment(scene, await scene.person()) } };
  },
  getProblem: () => Promise.resolve({ params: { code: 'request.invalid' } }),
  receivePaymentCallback: async (scene, who, draft) => {
    const owner = who ?? (await scene.person());
    const message = {
      eventId: randomUUID(),
      kind: 'failed',
      reference: await newPayment(scene, owner),
      amount: 100,
      currency: 'USD',
      gatewayPaymentId: randomUUID(),
      occurredAt: new Date().toISOString(),
    };
    const body = Buffer.from(JSON.stringify(message));
    const seconds = Math.floor(Date.now() / 1000);
    const signature = signatureHeader([scene.shop.env().SANDBOX_GATEWAY_SECRET], seconds, body);
    return { headers: { ...draft.headers, [SIGNATURE_HEADER]: signature }, body };
  },
  listOrders: async (scene, who) => {
    await newOrder(scene, personOf(who));
    return {};
  },
};
