import { randomUUID } from 'node:crypto';
import type { Person, Scene } from '../people/scene.js';
import type { IdKind, Recipe } from './recipe.js';

const ADDRESS = {
  recipient: 'Gwen Guest',
  street: '7 Harbour Street',
  district: 'Downtown',
  city: 'Portland',
  postalCode: '97201',
  country: 'US',
};

const admins = new WeakMap<Scene, Promise<Person>>();

function adminOf(scene: Scene): Promise<Person> {
  const admin = admins.get(scene) ?? scene.person('admin');
  admins.set(scene, admin);
  return admin;
}

function contentOf({ variantId }: Scene) {
  return {
    email: 'guest@example.com',
    lines: [{ variantId, quantity: 1 }],
    shippingAddress: ADDRESS,
    shippingMethodCode: 'standard',
  };
}

async function newDraft(scene: Scene): Promise<string> {
  const admin = await adminOf(scene);
  const draft = await scene.step(admin, 'POST', '/admin/orders/drafts', contentOf(scene));
  return String(draft['id']);
}

const withDraft =
  (body?: (scene: Scene) => unknown): Recipe =>
  async (scene, _who, draft) => ({
    params: { draftId: await newDraft(scene) },
    headers: { ...draft.headers, 'idempotency-key': randomUUID() },
    ...(body === undefined ? {} : { body: body(scene) }),
  });

/** Ids of drafts; staff sees all of them. */
export const DRAFT_IDS: Readonly<Record<string, IdKind>> = {
  draftId: { belongs: 'nobody', make: newDraft },
  'createOrderDraft.customerId': { belongs: 'nobody', make: async (s) => (await s.person()).id },
  'replaceOrderDraft.customerId': { belongs: 'nobody', make: async (s) => (await s.person()).id },
};

async function sentToken(scene: Scene): Promise<string> {
  const path = `/admin/orders/drafts/${await newDraft(scene)}/send`;
  return String((await scene.step(await adminOf(scene), 'POST', path, {}))['token']);
}

const withToken: Recipe = async (scene, _who, draft) => ({
  headers: {
    ...draft.headers,
    'x-draft-token': await sentToken(scene),
    'idempotency-key': randomUUID(),
  },
});

/** What the routes of drafts need beside their examples. */
export const DRAFT_RECIPES: Readonly<Record<string, Recipe>> = {
  createOrderDraft: (scene) => Promise.resolve({ body: contentOf(scene) }),
  replaceOrderDraft: withDraft(contentOf),
  nameOrderDraftPrices: withDraft(({ variantId }) => ({
    prices: [{ variantId, unitPrice: '12.50', reason: 'Agreed' }],
  })),
  deleteOrderDraft: withDraft(),
  sendOrderDraft: withDraft(),
  placeOrderDraft: withDraft(() => ({ paymentMethodCode: 'sandbox' })),
  getOrderDraft: withDraft(),
  priceOrderDraft: withDraft(),
  getSentDraft: withToken,
  placeSentDraft: async (scene, who, draft) => ({
    ...(await withToken(scene, who, draft)),
    body: { paymentMethodCode: 'sandbox' },
  }),
};
