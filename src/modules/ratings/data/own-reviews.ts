import { Injectable } from '@nestjs/common';
import { type TimePosition } from '../../../common/http/time-cursor.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { PRODUCT_AT, PRODUCT_WORD } from '../../catalog/catalog.service.js';
import type { ReviewStatus } from '../ratings.types.js';
import { AUTHOR, HAS_PAGE, VERIFIED } from './review-sql.js';

/** What somebody writes about a product. */
export interface ReviewWords {
  readonly rating: number;
  readonly title: string | null;
  readonly content: string | null;
}

/** What a review is about: the slug may be of any language; the product is named in `locale`. */
export interface ReviewedProduct {
  readonly slug: string;
  /** Null: the shop's own. */
  readonly locale: string | null;
}

/** A review as its author sees it. */
export interface OwnReviewRow extends ReviewWords {
  readonly id: string;
  readonly product_slug: string;
  readonly product_name: string;
  readonly author: string;
  readonly verified_purchase: boolean;
  readonly helpful_count: number;
  readonly status: ReviewStatus;
  readonly rejection_reason: string | null;
  readonly created_at: Date;
  readonly created_text: string;
  readonly edited_at: Date | null;
}

const OWN = (locale: string): string => `r.id, ${PRODUCT_WORD('p', 'slug', locale)} AS product_slug,
  ${PRODUCT_WORD('p', 'name', locale)} AS product_name, r.rating, r.title, r.content,
  ${AUTHOR('r.user_id')} AS author, r.verified_purchase, r.helpful_count, r.status, r.rejection_reason,
  r.created_at, r.created_at::text AS created_text, r.edited_at`;

// One that a moderator refused and its author took back is written over; any other stays, and nothing is
// answered for it.
const INSERT = {
  name: 'ratings-insert',
  text: `WITH product AS (
      SELECT p.id, p.slug, p.name FROM products p WHERE p.id = ${PRODUCT_AT('$1::text')} AND ${HAS_PAGE}
    ), written AS (
      INSERT INTO ratings AS r (product_id, user_id, rating, title, content, status, verified_purchase)
      SELECT product.id, $2::uuid, $3::int, $4::text, $5::text, $6::text, ${VERIFIED('$2::uuid', 'product.id')}
      FROM product
      ON CONFLICT (product_id, user_id) DO UPDATE SET rating = EXCLUDED.rating, title = EXCLUDED.title,
          content = EXCLUDED.content, verified_purchase = EXCLUDED.verified_purchase, status = 'pending',
          rejection_reason = NULL, withdrawn_at = NULL, created_at = now(), submitted_at = now(), edited_at = NULL
        WHERE r.withdrawn_at IS NOT NULL
      RETURNING r.*
    )
    SELECT ${OWN('$7::text')} FROM product p LEFT JOIN written r ON r.product_id = p.id`,
};

const LOCK = {
  name: 'ratings-lock-own',
  text: `SELECT rating, title, content, status FROM ratings
    WHERE id = $1::uuid AND user_id = $2::uuid AND withdrawn_at IS NULL FOR NO KEY UPDATE`,
};

const UPDATE = {
  name: 'ratings-update-own',
  text: `UPDATE ratings r SET rating = $3::int, title = $4::text, content = $5::text, status = $6::text,
      rejection_reason = NULL, submitted_at = now(), edited_at = now(),
      verified_purchase = ${VERIFIED('r.user_id', 'r.product_id')}
    WHERE r.id = $1::uuid AND r.user_id = $2::uuid`,
};

const FIND = {
  name: 'ratings-find-own',
  text: `SELECT ${OWN('$3::text')} FROM ratings r JOIN products p ON p.id = r.product_id
    WHERE r.id = $1::uuid AND r.user_id = $2::uuid`,
};

const REMOVE = {
  name: 'ratings-remove-own',
  text: `WITH mine AS MATERIALIZED (
      SELECT id, status FROM ratings WHERE id = $1::uuid AND user_id = $2::uuid AND withdrawn_at IS NULL FOR UPDATE
    ), gone AS (
      DELETE FROM ratings r USING mine WHERE r.id = mine.id AND mine.status <> 'rejected'
    ), kept AS (
      UPDATE ratings r SET title = NULL, content = NULL, withdrawn_at = now()
      FROM mine WHERE r.id = mine.id AND mine.status = 'rejected'
    )
    SELECT id FROM mine`,
};

const LIST = {
  name: 'ratings-list-own',
  text: `SELECT ${OWN('$5::text')} FROM ratings r JOIN products p ON p.id = r.product_id
    WHERE r.user_id = $1::uuid AND r.withdrawn_at IS NULL
      AND ($2::timestamptz IS NULL OR (r.created_at, r.id) < ($2::timestamptz, $3::uuid))
    ORDER BY r.created_at DESC, r.id DESC LIMIT $4::int`,
};

/** A review under its row lock. */
export type LockedReview = ReviewWords & { readonly status: ReviewStatus };

/** Reviews as their authors write and see them. */
@Injectable()
export class OwnReviews {
  constructor(private readonly db: Db) {}

  /** `no_product`, `taken` when he has reviewed it, else the written review. */
  async insert(
    tx: Tx,
    { slug, locale }: ReviewedProduct,
    userId: string,
    { rating, title, content }: ReviewWords,
    status: ReviewStatus,
  ): Promise<OwnReviewRow | 'no_product' | 'taken'> {
    const values = [slug, userId, rating, title, content, status, locale];
    const [row] = await namedQuery<Record<string, unknown>>(tx, INSERT, values);
    if (row === undefined) return 'no_product';
    return row['id'] === null ? 'taken' : (row as unknown as OwnReviewRow);
  }

  async lock(tx: Tx, id: string, userId: string): Promise<LockedReview | null> {
    const rows = await namedQuery<LockedReview & Record<string, unknown>>(tx, LOCK, [id, userId]);
    return rows[0] ?? null;
  }

  /** Writes other words; whether it is a verified purchase is looked up anew. */
  async update(tx: Tx, id: string, userId: string, review: LockedReview): Promise<void> {
    const { rating, title, content, status } = review;
    await namedQuery(tx, UPDATE, [id, userId, rating, title, content, status]);
  }

  async find(
    tx: Tx,
    id: string,
    userId: string,
    locale: string | null,
  ): Promise<OwnReviewRow | null> {
    const rows = await namedQuery<OwnReviewRow & Record<string, unknown>>(tx, FIND, [
      id,
      userId,
      locale,
    ]);
    return rows[0] ?? null;
  }

  /** @returns false when there is none of his */
  async remove(tx: Tx, id: string, userId: string): Promise<boolean> {
    return (await namedQuery(tx, REMOVE, [id, userId])).length === 1;
  }

  /** One row more than `limit` says that there is a next page. */
  list(
    ctx: RequestContext,
    userId: string,
    after: TimePosition | null,
    limit: number,
  ): Promise<OwnReviewRow[]> {
    const values = [userId, after?.at ?? null, after?.id ?? null, limit + 1, ctx.locale ?? null];
    return this.db.queryAs<OwnReviewRow & Record<string, unknown>>(ctx, LIST, values);
  }
}
