import { randomUUID } from 'node:crypto';
import { MailedCodes } from '../../../../common/crypto/mailed-codes.js';
import { UnsubscribeLinks } from '../../../../modules/wishlists/unsubscribe-links.js';
import type { Person, Scene } from '../people/scene.js';
import { type IdKind, personOf, type Recipe } from './recipe.js';

/** A review by a person, of a product that nobody else has reviewed. */
async function newReview(
  scene: Scene,
  author: Pick<Person, 'id'>,
  status = 'approved',
): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    `WITH product AS (INSERT INTO products (name, slug, base_price) VALUES ($1, $1, 1) RETURNING id)
     INSERT INTO ratings (product_id, user_id, rating, title, status) SELECT id, $2, 3, 'Fine', $3 FROM product
     RETURNING id`,
    [`reviewed-${randomUUID()}`, author.id, status],
  );
  return rows[0]?.id ?? '';
}

/** A review that the caller has not written. */
function others(status?: string): IdKind {
  return {
    belongs: 'nobody',
    make: async (scene) => newReview(scene, await scene.person(), status),
  };
}

/** A list of a person with one item on it. */
async function newList(
  scene: Scene,
  owner: Person,
): Promise<{ readonly wishlistId: string; readonly itemId: string }> {
  const list = await scene.step(owner, 'POST', '/me/wishlists', { name: 'Proof' });
  const wishlistId = String(list['id']);
  const body = { variantId: scene.variantId };
  const put = await scene.step(owner, 'POST', `/me/wishlists/${wishlistId}/items`, body);
  return { wishlistId, itemId: (put['item'] as { id: string }).id };
}

async function newAlert(scene: Scene, owner: Pick<Person, 'id'>): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    `INSERT INTO product_alerts (user_id, variant_id, kind) VALUES ($1, $2, 'back_in_stock')
     ON CONFLICT (user_id, variant_id, kind) DO UPDATE SET notified_at = NULL RETURNING id`,
    [owner.id, scene.variantId],
  );
  return rows[0]?.id ?? '';
}

const list: IdKind = {
  belongs: 'person',
  make: async (scene, owner) => (await newList(scene, owner)).wishlistId,
};
const item: IdKind = {
  belongs: 'person',
  make: async (scene, owner) => (await newList(scene, owner)).itemId,
};

/** Ids of reviews, lists and alerts. */
export const WISH_IDS: Readonly<Record<string, IdKind>> = {
  reviewId: others(),
  'approveReview.reviewId': others('pending'),
  'moderateReviews.id': others('pending'),
  'editReview.reviewId': { belongs: 'person', make: newReview },
  'deleteReview.reviewId': { belongs: 'person', make: newReview },
  wishlistId: list,
  toWishlistId: list,
  itemId: item,
  itemIds: item,
  alertId: { belongs: 'person', make: newAlert },
};

const itemOfList: Recipe = async (scene, who) => ({ params: await newList(scene, personOf(who)) });

/** What their routes need beside their examples. */
export const WISH_RECIPES: Readonly<Record<string, Recipe>> = {
  unvoteForReview: async (scene, who, { params }) => {
    await scene.step(personOf(who), 'PUT', `/reviews/${params['reviewId'] ?? ''}/helpful`);
    return {};
  },
  changeWishlistItem: itemOfList,
  removeWishlistItem: itemOfList,
  moveWishlistToCart: async (scene, who) => {
    const { wishlistId, itemId } = await newList(scene, personOf(who));
    return { params: { wishlistId }, body: { itemIds: [itemId] } };
  },
  transferWishlistItems: async (scene, who) => {
    const owner = personOf(who);
    const { wishlistId, itemId } = await newList(scene, owner);
    const other = await scene.step(owner, 'POST', '/me/wishlists', { name: 'Other' });
    const body = { toWishlistId: String(other['id']), itemIds: [itemId], mode: 'move' };
    return { params: { wishlistId }, body };
  },
  unshareWishlist: async (scene, who) => {
    const { wishlistId } = await newList(scene, personOf(who));
    await scene.step(personOf(who), 'POST', `/me/wishlists/${wishlistId}/share`);
    return { params: { wishlistId } };
  },
  showSharedWishlist: async (scene, who) => {
    const owner = who ?? (await scene.person());
    const { wishlistId } = await newList(scene, owner);
    const link = await scene.step(owner, 'POST', `/me/wishlists/${wishlistId}/share`);
    return { params: { token: String(link['token']) } };
  },
  showUnsubscribe: unsubscribing,
  unsubscribeAlerts: unsubscribing,
};

async function unsubscribing(scene: Scene, who: Person | null) {
  const owner = who ?? (await scene.person());
  await newAlert(scene, owner);
  const env = scene.shop.env();
  const token = new UnsubscribeLinks(new MailedCodes(env), env).tokenFor(owner.id);
  return { params: { token } };
}
