import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../common/http/cursor.js';
import { type RequestContext, withAllRows } from '../../common/request-context.js';
import { Db } from '../../database/db.js';
import { namedQuery } from '../../database/named-query.js';
import type { Tx } from '../../database/unit-of-work.js';

/** What somebody writes about a product. */
export interface NewReview {
  readonly slug: string;
  readonly userId: string;
  readonly rating: number;
  readonly title: string | null;
  readonly content: string | null;
}

interface PageRow {
  readonly items: string;
  readonly n: number;
  readonly last_at: string | null;
  readonly last_id: string | null;
  readonly average: string;
  readonly count: number;
  readonly histogram: string;
}

const HAS_PAGE = `p.published AND p.deleted_at IS NULL AND p.status <> 'inactive'`;
const UTC = (at: string, digits: 'MS' | 'US'): string =>
  `to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.${digits}"Z"')`;

const REVIEW = (r: string): string => `
  ${r}.id, ${r}.rating, ${r}.title, ${r}.content,
  (SELECT CASE WHEN u.deleted_at IS NULL THEN u.first_name || COALESCE(' ' || left(u.last_name, 1) || '.', '')
    ELSE 'Former customer' END FROM users u WHERE u.id = ${r}.user_id) AS author,
  ${r}.verified_purchase AS "verifiedPurchase", ${r}.helpful_count AS "helpfulCount",
  ${UTC(`${r}.created_at`, 'MS')} AS "createdAt"`;

const PAGE = {
  name: 'ratings-page',
  text: `SELECT page.items, page.n, page.last_at, page.last_id, p.rating_average AS average, p.rating_count AS count,
      (SELECT json_agg(COALESCE(counted.n, 0) ORDER BY stars.star)::text FROM generate_series(1, 5) AS stars (star)
        LEFT JOIN (SELECT h.rating, count(*) AS n FROM ratings h WHERE h.product_id = p.id AND h.status = 'approved'
          GROUP BY h.rating) counted ON counted.rating = stars.star) AS histogram
    FROM products p
    CROSS JOIN LATERAL (
      SELECT COALESCE(json_agg(row_to_json(review) ORDER BY r.ordinal) FILTER (WHERE r.ordinal <= $2::int), '[]'::json)::text AS items,
        count(*)::int AS n, max(${UTC('r.created_at', 'US')}) FILTER (WHERE r.ordinal = $2::int) AS last_at,
        (array_agg(r.id) FILTER (WHERE r.ordinal = $2::int))[1] AS last_id
      FROM (SELECT x.*, row_number() OVER (ORDER BY x.created_at DESC, x.id DESC) AS ordinal FROM ratings x
        WHERE x.product_id = p.id AND x.status = 'approved'
          AND (x.created_at, x.id) < (COALESCE($3::timestamptz, 'infinity'), COALESCE($4::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
        ORDER BY x.created_at DESC, x.id DESC LIMIT $2::int + 1) r
      CROSS JOIN LATERAL (SELECT ${REVIEW('r')}) review
    ) page
    WHERE p.slug = $1::text AND ${HAS_PAGE}`,
};

// Verified: he had it in his hands before writing, also where the order is archived by now.
const INSERT = {
  name: 'ratings-insert',
  text: `WITH written AS (
      INSERT INTO ratings (product_id, user_id, rating, title, content, verified_purchase)
      SELECT p.id, $2::uuid, $3::int, $4::text, $5::text, EXISTS (
          SELECT 1 FROM orders o JOIN order_items i ON i.order_id = o.id
          WHERE o.user_id = $2::uuid AND o.status IN ('delivered', 'completed') AND i.product_id = p.id)
        OR EXISTS (
          SELECT 1 FROM orders_archive o JOIN order_items_archive i ON i.order_id = o.id
          WHERE o.user_id = $2::uuid AND o.status IN ('delivered', 'completed') AND i.product_id = p.id)
      FROM products p WHERE p.slug = $1::text AND ${HAS_PAGE}
      RETURNING *)
    SELECT row_to_json(review)::text AS body FROM written w CROSS JOIN LATERAL (SELECT ${REVIEW('w')}) review`,
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

@Injectable()
export class RatingsRepository {
  constructor(private readonly db: Db) {}

  /** One page of published reviews as JSON text; null when there is no such product. */
  async findPage(
    ctx: RequestContext,
    slug: string,
    limit: number,
    cursor: string | undefined,
  ): Promise<string | null> {
    const [at, id] = cursor === undefined ? [null, null] : readCursor(cursor);
    // A review shows its author's name.
    const [row] = await this.db.queryAs<PageRow>(withAllRows(ctx), PAGE, [slug, limit, at, id]);
    if (row === undefined) return null;
    const next = row.n > limit ? encodeCursor([row.last_at, row.last_id]) : null;
    return (
      `{"items":${row.items},"nextCursor":${JSON.stringify(next)},"average":${row.average},` +
      `"count":${row.count},"histogram":${row.histogram}}`
    );
  }

  /** The written review as JSON text; null when there is no such product. */
  async insert(tx: Tx, review: NewReview): Promise<string | null> {
    const { slug, userId, rating, title, content } = review;
    const values = [slug, userId, rating, title, content];
    const [row] = await namedQuery<{ body: string }>(tx, INSERT, values);
    return row?.body ?? null;
  }
}

function readCursor(text: string): [string, string] {
  const [at, id] = decodeCursor(text, 2);
  const isTime = typeof at === 'string' && TIME.test(at) && !Number.isNaN(Date.parse(at));
  if (!isTime || typeof id !== 'string' || !UUID.test(id)) throw new InvalidCursor();
  return [at, id];
}
