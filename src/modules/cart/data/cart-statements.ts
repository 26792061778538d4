import type { Statement } from '../../../database/statement.js';
import {
  customerGroupsSql,
  SELLABLE_VARIANTS_SQL,
  unitPriceSql,
} from '../../catalog/catalog.service.js';
import { MAX_QUANTITY } from '../cart.types.js';
import { guestCartCondition } from './load-checkout.statement.js';

// Every change first takes a new version of the cart's row, and with it its lock: changes of one
// cart follow each other, and a cart that is being checked out waits. Then comes the effect, in
// the same statement.
//
// $1 owner (user id or token hash), $2 the version that If-Match asks for or NULL, $3 hash of a
// new guest's token (guests) or of the guest's cart to be merged (users), $4 and on the effect's, and
// last, of a change that may make the cart, its id (row-level security has to know it beforehand) and its
// currency (NULL: the shop's own).

/** What every change answers. */
export interface ChangeRow {
  readonly cart_id: string | null;
  readonly version: number | null;
  /** Made by this statement. */
  readonly created: boolean;
  /** There was an active cart when the statement began. */
  readonly existed: boolean;
  /** It was this one. */
  readonly seen: boolean;
  /** Locked with its owner's cart when it has to be merged. */
  readonly guest_cart_id: string | null;
  /** Rows that the effect wrote. */
  readonly written: number;
  readonly known: boolean;
  readonly purchasable: boolean | null;
  readonly unavailable_reason: string | null;
}

export type OwnerKind = 'user' | 'guest';
export type EffectName =
  'open' | 'settings' | 'add' | 'set' | 'remove' | 'clear' | 'addCode' | 'removeCode';

interface Effect {
  /** Place of the id of a new cart, before its currency: a first change makes the cart; the others need one. */
  readonly newCart?: 4 | 5 | 7;
  /** $4 whether the cart gets the currency of a new one, $5 whether it gets the words of $6. */
  readonly setsUp?: boolean;
  readonly ctes: (groups: string) => string;
  /** SQL of the columns known, purchasable and unavailable_reason. */
  readonly answer?: string;
}

const GUEST_LIFE = `interval '30 days'`;
const IN_VERSION = '($2::int IS NULL OR c.version = $2::int)';

const OWNED: Record<OwnerKind, string> = {
  user: `c.user_id = $1::uuid AND c.status = 'active'`,
  guest: guestCartCondition('c', '$1::text'),
};

/** What a new cart of a user counts in: his guest's cart goes before the storefront, his own words before both. */
function newCurrency({ newCart = 4, setsUp = false }: Effect): string {
  const given = `$${newCart + 1}::text`;
  const guests = `(SELECT CASE WHEN count(*) = 0 THEN ${given} ELSE max(g.currency) END FROM shopping_carts g
    WHERE ${guestCartCondition('g', '$3::text')})`;
  return setsUp ? `CASE WHEN $4::bool THEN ${given} ELSE ${guests} END` : guests;
}

/** A changed cart is a left one no longer. */
function touched({ newCart = 4, setsUp = false }: Effect): string {
  const touch = 'version = c.version + 1, abandoned_at = NULL';
  if (!setsUp) return touch;
  return `${touch}, currency = CASE WHEN $4::bool THEN $${newCart + 1}::text ELSE c.currency END,
    notes = CASE WHEN $5::bool THEN $6::text ELSE c.notes END`;
}

const openUserCart = (effect: Effect): string => `
  INSERT INTO shopping_carts AS c (id, user_id, currency, notes)
  VALUES ($${effect.newCart ?? 4}::uuid, $1::uuid, ${newCurrency(effect)}, ${newNotes(effect)})
  ON CONFLICT (user_id) WHERE status = 'active'
  DO UPDATE SET ${touched(effect)} WHERE ${IN_VERSION}
  RETURNING c.id, c.version, c.currency, c.xmax = 0 AS created`;

function newNotes({ setsUp = false }: Effect): string {
  return setsUp ? '$6::text' : 'NULL';
}

const TOUCH_USER = `UPDATE shopping_carts c SET ${touched({ ctes: () => '' })}
    WHERE ${OWNED.user} AND ${IN_VERSION} RETURNING c.id, c.version, c.currency, false AS created`;

const touchGuest = (effect: Effect): string =>
  `UPDATE shopping_carts c SET ${touched(effect)}, expires_at = now() + ${GUEST_LIFE}
    WHERE ${OWNED.guest} AND ${IN_VERSION} RETURNING c.id, c.version, c.currency, false AS created`;

/** A guest is in no group. */
const GROUPS: Record<OwnerKind, string> = {
  user: customerGroupsSql('$1::uuid'),
  guest: `'{}'::uuid[]`,
};

/** What a piece of `v` costs in a line of so many pieces of `cart`. */
function cartPrice(quantity: string, groups: string, id = 'v.id'): string {
  return unitPriceSql({ id, price: 'v.price', currency: 'cart.currency', quantity, groups });
}

/** What is switched off or yet to come is answered like a code that nobody made: guessing finds no campaign. */
const OPEN_TO_GUESSES = 'd.is_active AND (d.starts_at IS NULL OR d.starts_at <= now())';

const EFFECTS: Record<EffectName, Effect> = {
  open: { newCart: 4, ctes: () => 'effect AS (SELECT 1)' },
  settings: {
    newCart: 7,
    setsUp: true,
    ctes: (groups) => `effect AS (
      UPDATE cart_items i SET unit_price = ${cartPrice('i.quantity', groups)}
      FROM cart, product_variants v
      WHERE $4::bool AND i.cart_id = cart.id AND v.id = i.variant_id RETURNING i.id
    )`,
  },
  add: {
    newCart: 7,
    // The price is remembered to tell the customer when it changes, never to charge him.
    ctes: (groups) => `variant AS MATERIALIZED (
      SELECT s.* FROM (${SELLABLE_VARIANTS_SQL}) s WHERE s.variant_id = $4::uuid
    ), effect AS (
      INSERT INTO cart_items AS i (cart_id, product_id, variant_id, quantity, unit_price, notes)
      SELECT cart.id, v.product_id, v.variant_id, $5::int,
        ${cartPrice('$5::int', groups, 'v.variant_id')}, $6::text
      FROM cart, variant v WHERE v.purchasable
      ON CONFLICT (cart_id, variant_id) DO UPDATE
        SET quantity = i.quantity + EXCLUDED.quantity, notes = COALESCE(EXCLUDED.notes, i.notes), unit_price = (
          SELECT ${cartPrice('(i.quantity + EXCLUDED.quantity)', groups, 'v.variant_id')} FROM cart, variant v)
        WHERE i.quantity + EXCLUDED.quantity <= ${MAX_QUANTITY}
      RETURNING i.id
    )`,
    answer: `EXISTS (SELECT 1 FROM variant) AS known,
      (SELECT purchasable FROM variant) AS purchasable,
      (SELECT unavailable_reason FROM variant) AS unavailable_reason`,
  },
  set: {
    ctes: (groups) => `effect AS (
      UPDATE cart_items i SET quantity = COALESCE($5::int, i.quantity),
        unit_price = CASE WHEN $5::int IS NULL THEN i.unit_price ELSE ${cartPrice('$5::int', groups)} END,
        notes = CASE WHEN $6::bool THEN $7::text ELSE i.notes END
      FROM cart, product_variants v
      WHERE i.id = $4::uuid AND i.cart_id = cart.id AND v.id = i.variant_id RETURNING i.id
    )`,
  },
  remove: {
    ctes: () => `effect AS (
      DELETE FROM cart_items i USING cart WHERE i.id = $4::uuid AND i.cart_id = cart.id RETURNING i.id
    )`,
  },
  clear: {
    ctes: () => `codes AS (
      DELETE FROM cart_codes k USING cart WHERE k.cart_id = cart.id
    ), effect AS (
      DELETE FROM cart_items i USING cart WHERE i.cart_id = cart.id RETURNING i.id
    )`,
  },
  addCode: {
    newCart: 5,
    ctes: () => `discount AS (
      SELECT d.code FROM discounts d WHERE d.code = $4::text AND ${OPEN_TO_GUESSES}
      UNION ALL
      SELECT k.code FROM discount_codes k JOIN discounts d ON d.id = k.discount_id
      WHERE k.code = $4::text AND k.used_at IS NULL AND ${OPEN_TO_GUESSES}
    ), effect AS (
      INSERT INTO cart_codes (cart_id, code) SELECT cart.id, discount.code FROM cart, discount
      ON CONFLICT (cart_id, code) DO NOTHING RETURNING id
    )`,
    answer: `EXISTS (SELECT 1 FROM discount) AS known, NULL::boolean AS purchasable,
      NULL::text AS unavailable_reason`,
  },
  removeCode: {
    ctes: () => `effect AS (
      DELETE FROM cart_codes k USING cart
      WHERE k.cart_id = cart.id AND k.code = $4::text RETURNING k.id
    )`,
  },
};

/** The CTE `cart`: the owner's cart with a new version; made where a first change may make it. */
function cartCte(owner: OwnerKind, effect: Effect): string {
  const { newCart } = effect;
  if (newCart === undefined)
    return `cart AS (${owner === 'user' ? TOUCH_USER : touchGuest(effect)})`;
  if (owner === 'user') return `cart AS (${openUserCart(effect)})`;
  const currency = `$${newCart + 1}::text`;
  return `found AS (${touchGuest(effect)}
    ), made AS (
      INSERT INTO shopping_carts (id, token_hash, expires_at, currency, notes)
      SELECT $${newCart}::uuid, $3::text, now() + ${GUEST_LIFE}, ${currency}, ${newNotes(effect)}
      WHERE NOT EXISTS (SELECT 1 FROM shopping_carts c WHERE ${OWNED.guest})
      RETURNING id, version, currency, true AS created
    ), cart AS (SELECT * FROM found UNION ALL SELECT * FROM made)`;
}

/** The guest's cart is locked after its new owner's, by everybody in this order. */
function guestCte(owner: OwnerKind): string {
  // A guest has nothing to merge; $3 is named so that every statement takes the same values.
  if (owner === 'guest') return `guest AS (SELECT NULL::uuid AS id WHERE $3::text = '')`;
  return `guest AS (
      SELECT g.id FROM shopping_carts g, cart WHERE ${guestCartCondition('g', '$3::text')}
      FOR UPDATE OF g
    )`;
}

const NO_ANSWER = `true AS known, NULL::boolean AS purchasable, NULL::text AS unavailable_reason`;

function buildStatement(owner: OwnerKind, name: EffectName): Statement {
  const effect = EFFECTS[name];
  const { ctes, answer = NO_ANSWER } = effect;
  return {
    name: `cart-${name.toLowerCase()}-${owner}`,
    text: `
    WITH ${cartCte(owner, effect)}, ${guestCte(owner)}, ${ctes(GROUPS[owner])}
    SELECT (SELECT id FROM cart) AS cart_id, (SELECT version FROM cart) AS version,
      COALESCE((SELECT created FROM cart), false) AS created,
      EXISTS (SELECT 1 FROM shopping_carts c WHERE ${OWNED[owner]}) AS existed,
      EXISTS (SELECT 1 FROM shopping_carts c WHERE c.id = (SELECT id FROM cart)) AS seen,
      (SELECT id FROM guest) AS guest_cart_id,
      (SELECT count(*)::int FROM effect) AS written, ${answer}`,
  };
}

const EFFECT_NAMES: readonly EffectName[] = [
  'open',
  'settings',
  'add',
  'set',
  'remove',
  'clear',
  'addCode',
  'removeCode',
];

const STATEMENTS: ReadonlyMap<string, Statement> = new Map(
  (['user', 'guest'] as const).flatMap((owner) =>
    EFFECT_NAMES.map((name) => [`${owner} ${name}`, buildStatement(owner, name)] as const),
  ),
);

/** Whether a change makes the cart when there is none. */
export function makesCart(effect: EffectName): boolean {
  return EFFECTS[effect].newCart !== undefined;
}

/** The one statement of a change, by owner. */
export function changeStatement(owner: OwnerKind, effect: EffectName): Statement {
  const statement = STATEMENTS.get(`${owner} ${effect}`);
  if (!statement) throw new Error(`There is no statement ${effect} for a ${owner}`);
  return statement;
}

/** $1 user id. */
export const LOCK_USER_CART: Statement = {
  name: 'cart-lock-user',
  text: `SELECT c.id, c.version FROM shopping_carts c
    WHERE c.user_id = $1::uuid AND c.status = 'active' FOR NO KEY UPDATE`,
};

/** $1 hash of the token. */
export const LOCK_GUEST_CART: Statement = {
  name: 'cart-lock-guest',
  text: `SELECT c.id, c.version FROM shopping_carts c
    WHERE ${guestCartCondition('c', '$1::text')} FOR NO KEY UPDATE`,
};
