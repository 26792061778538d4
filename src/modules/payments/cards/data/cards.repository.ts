import { Injectable } from '@nestjs/common';
import { type RequestContext, withAllRows } from '../../../../common/request-context.js';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import type { Card } from '../cards.types.js';

const CARD = `id, gateway, brand, card_number AS "maskedNumber", card_last4 AS last4,
  expiration_date::text AS "expiresOn", expiration_date < current_date AS "isExpired",
  is_default AS "isDefault",
  to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"`;

const LIST = {
  name: 'cards-list',
  text: `SELECT ${CARD} FROM user_payment_infos
          WHERE user_id = $1 AND removed_at IS NULL ORDER BY is_default DESC, created_at DESC, id`,
};

const FIND_TOKEN = {
  name: 'cards-find-token',
  text: `SELECT i.id, i.gateway, i.payment_method_token AS token, c.customer_id AS customer,
                i.expiration_date < current_date AS "isExpired"
           FROM user_payment_infos i
           LEFT JOIN gateway_customers c ON c.user_id = i.user_id AND c.gateway = i.gateway
          WHERE i.user_id = $1 AND i.id = $2 AND i.removed_at IS NULL`,
};

const FIND_CUSTOMER = {
  name: 'cards-find-customer',
  text: `SELECT customer_id AS customer FROM gateway_customers WHERE user_id = $1 AND gateway = $2`,
};

/** The one that was there first stays. */
const KEEP_CUSTOMER = {
  name: 'cards-keep-customer',
  text: `INSERT INTO gateway_customers (user_id, gateway, customer_id) VALUES ($1, $2, $3)
         ON CONFLICT (user_id, gateway) DO UPDATE SET gateway = EXCLUDED.gateway
         RETURNING customer_id AS customer`,
};

// The owner's row is the lock of his cards: one default, a bounded number.
const LOCK_OWNER = {
  name: 'cards-lock-owner',
  text: `SELECT id FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE`,
};

const COUNT = {
  name: 'cards-count',
  text: `SELECT count(*)::int AS count FROM user_payment_infos WHERE user_id = $1 AND removed_at IS NULL`,
};

const FIND_BY_TOKEN = {
  name: 'cards-find-by-token',
  text: `SELECT ${CARD} FROM user_payment_infos
          WHERE user_id = $1 AND token_hash = $2 AND removed_at IS NULL`,
};

const CLEAR_DEFAULT = {
  name: 'cards-clear-default',
  text: `UPDATE user_payment_infos SET is_default = FALSE WHERE user_id = $1 AND is_default AND id <> $2`,
};

const INSERT = {
  name: 'cards-insert',
  text: `INSERT INTO user_payment_infos (id, user_id, gateway, brand, card_number, card_last4,
           payment_method_token, token_hash, expiration_date, billing_address, is_default)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING ${CARD}`,
};

const MAKE_DEFAULT = {
  name: 'cards-make-default',
  text: `UPDATE user_payment_infos SET is_default = TRUE
          WHERE user_id = $1 AND id = $2 AND removed_at IS NULL RETURNING ${CARD}`,
};

const REMOVE = {
  name: 'cards-remove',
  text: `UPDATE user_payment_infos SET removed_at = now(), is_default = FALSE
          WHERE user_id = $1 AND id = $2 AND removed_at IS NULL RETURNING id`,
};

const PROMOTE = {
  name: 'cards-promote',
  text: `UPDATE user_payment_infos SET is_default = TRUE
          WHERE id = (SELECT id FROM user_payment_infos WHERE user_id = $1 AND removed_at IS NULL
                       ORDER BY is_default DESC, expiration_date DESC, created_at DESC, id LIMIT 1)
            AND NOT is_default`,
};

/** $1 is the last one seen, so that one whose gateway is down does not hold up the others. */
const REMOVED = {
  name: 'cards-removed',
  text: `SELECT id, gateway, payment_method_token AS token, removed_at < now() - interval '1 day' AS "isOld"
           FROM user_payment_infos WHERE removed_at IS NOT NULL AND id > $1 ORDER BY id LIMIT 100`,
};

const FORGET = {
  name: 'cards-forget',
  text: 'DELETE FROM user_payment_infos WHERE id = $1 AND removed_at IS NOT NULL',
};

/** What the database keeps of a card; token and address are ciphertext. */
export interface CardValues {
  readonly id: string;
  readonly gateway: string;
  readonly brand: string | null;
  readonly maskedNumber: string;
  readonly last4: string;
  readonly token: string;
  readonly tokenHash: string;
  readonly expiresOn: string;
  readonly billingAddress: string;
  readonly isDefault: boolean;
}

/** A card with its sealed token. */
export interface SealedCard {
  readonly id: string;
  readonly gateway: string;
  readonly token: string;
  readonly customer: string | null;
  readonly isExpired: boolean;
}

/** A card that its gateway still has to forget. */
export interface RemovedCard {
  readonly id: string;
  readonly gateway: string;
  readonly token: string;
  /** Tried for more than a day. */
  readonly isOld: boolean;
}

/** Rows of saved cards; every statement of a person carries his id. */
@Injectable()
export class CardsRepository {
  constructor(private readonly db: Db) {}

  list(ctx: RequestContext, userId: string): Promise<Card[]> {
    return this.db.queryAs<Card>(ctx, LIST, [userId]);
  }

  /** Whether there is such a card, and whether it may be charged. */
  async findState(
    tx: Tx,
    userId: string,
    id: string,
  ): Promise<{ readonly gateway: string; readonly isExpired: boolean } | null> {
    const [row] = await namedQuery<SealedCard>(tx, FIND_TOKEN, [userId, id]);
    return row ?? null;
  }

  async findSealed(ctx: RequestContext, userId: string, id: string): Promise<SealedCard | null> {
    const [row] = await this.db.queryAs<SealedCard>(ctx, FIND_TOKEN, [userId, id]);
    return row ?? null;
  }

  async findCustomer(ctx: RequestContext, userId: string, gateway: string): Promise<string | null> {
    const rows = await this.db.queryAs<{ customer: string }>(ctx, FIND_CUSTOMER, [userId, gateway]);
    return rows[0]?.customer ?? null;
  }

  /** @returns the one that counts from now on: another process may have been first */
  async keepCustomer(tx: Tx, userId: string, gateway: string, customer: string): Promise<string> {
    const values = [userId, gateway, customer];
    const [row] = await namedQuery<{ customer: string }>(tx, KEEP_CUSTOMER, values);
    return row?.customer ?? customer;
  }

  /** @returns false when the owner does not exist (any more) */
  async lockOwner(tx: Tx, userId: string): Promise<boolean> {
    return (await namedQuery(tx, LOCK_OWNER, [userId])).length === 1;
  }

  async count(tx: Tx, userId: string): Promise<number> {
    const [row] = await namedQuery<{ count: number }>(tx, COUNT, [userId]);
    return row?.count ?? 0;
  }

  async findByToken(tx: Tx, userId: string, tokenHash: string): Promise<Card | null> {
    const [row] = await namedQuery<Card>(tx, FIND_BY_TOKEN, [userId, tokenHash]);
    return row ?? null;
  }

  async insert(tx: Tx, userId: string, card: CardValues): Promise<Card | null> {
    if (card.isDefault) await namedQuery(tx, CLEAR_DEFAULT, [userId, card.id]);
    const [row] = await namedQuery<Card>(tx, INSERT, [
      ...[card.id, userId, card.gateway, card.brand, card.maskedNumber, card.last4, card.token],
      ...[card.tokenHash, card.expiresOn, card.billingAddress, card.isDefault],
    ]);
    return row ?? null;
  }

  /** @returns null when there is no such card */
  async makeDefault(tx: Tx, userId: string, id: string): Promise<Card | null> {
    await namedQuery(tx, CLEAR_DEFAULT, [userId, id]);
    const [row] = await namedQuery<Card>(tx, MAKE_DEFAULT, [userId, id]);
    return row ?? null;
  }

  /** @returns whether there was one */
  async remove(tx: Tx, userId: string, id: string): Promise<boolean> {
    const rows = await namedQuery(tx, REMOVE, [userId, id]);
    if (rows.length === 1) await namedQuery(tx, PROMOTE, [userId]);
    return rows.length === 1;
  }

  /** Up to 100 of all people's cards that their gateways have to forget, in the order of their ids. */
  listRemoved(ctx: RequestContext, afterId: string): Promise<RemovedCard[]> {
    return this.db.queryAs<RemovedCard>(withAllRows(ctx), REMOVED, [afterId]);
  }

  async forget(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, FORGET, [id]);
  }
}
