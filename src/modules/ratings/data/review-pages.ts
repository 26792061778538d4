import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../common/errors/common-errors.js';
import { type CursorValue, decodeCursor, encodeCursor } from '../../../common/http/cursor.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import type { Statement } from '../../../database/statement.js';
import { PRODUCT_AT } from '../../catalog/catalog.service.js';
import type { ReviewSort } from '../ratings.types.js';
import { AUTHOR, HAS_PAGE } from './review-sql.js';

/** Which reviews of a product, and where to go on. */
export interface ReviewListing {
  readonly slug: string;
  readonly sort: ReviewSort;
  readonly stars: number | null;
  readonly verified: boolean | null;
  readonly limit: number;
  readonly cursor: string | null;
}

interface PageRow {
  readonly items: string;
  readonly n: number;
  readonly last_key: number | null;
  readonly last_at: string | null;
  readonly last_id: string | null;
  readonly average: string;
  readonly count: number;
  readonly histogram: string;
}

/** The column that each order goes by before the time; an index holds each (migration 1764000024000). */
const KEYS: Readonly<Record<ReviewSort, string>> = {
  newest: '0',
  helpful: 'x.helpful_count',
  highest: 'x.rating',
  lowest: '(-x.rating)',
};
const ABOVE_ALL = 2_147_483_647;
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const UTC = (at: string, digits: 'MS' | 'US'): string =>
  `to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.${digits}"Z"')`;

const REVIEW = `
  r.id, r.rating, r.title, r.content, ${AUTHOR('r.user_id')} AS author,
  r.verified_purchase AS "verifiedPurchase", r.helpful_count AS "helpfulCount",
  ${UTC('r.created_at', 'MS')} AS "createdAt", ${UTC('r.edited_at', 'MS')} AS "editedAt"`;

/**
 * $1 slug, $2 limit, $3 to $5 key, time and id of the last row before, $6 verified or NULL, $7 stars where
 * they are asked for: with them it is another statement, because another index serves it.
 */
function pageStatement(sort: ReviewSort, hasStars: boolean): Statement {
  const [key, order] = [KEYS[sort], `${KEYS[sort]} DESC, x.created_at DESC, x.id DESC`];
  // Of one number of stars the order of time is that of the index with the stars in it.
  const byTime = hasStars
    ? 'x.rating DESC, x.created_at DESC, x.id DESC'
    : 'x.created_at DESC, x.id DESC';
  const position =
    sort === 'newest'
      ? `$3::int IS NOT NULL AND (x.created_at, x.id) < ($4::timestamptz, $5::uuid)`
      : `(${key}, x.created_at, x.id) < ($3::int, $4::timestamptz, $5::uuid)`;
  return {
    name: `ratings-page-${sort}${hasStars ? '-stars' : ''}`,
    text: `SELECT page.*, p.rating_average AS average, p.rating_count AS count,
      array_to_json(COALESCE(s.stars, '{0,0,0,0,0}'))::text AS histogram
    FROM products p LEFT JOIN product_rating_stars s ON s.id = p.id
    CROSS JOIN LATERAL (
      SELECT COALESCE(json_agg(row_to_json(review) ORDER BY r.ordinal) FILTER (WHERE r.ordinal <= $2::int), '[]'::json)::text AS items,
        count(*)::int AS n, max(r.key) FILTER (WHERE r.ordinal = $2::int) AS last_key,
        max(${UTC('r.created_at', 'US')}) FILTER (WHERE r.ordinal = $2::int) AS last_at,
        (array_agg(r.id) FILTER (WHERE r.ordinal = $2::int))[1] AS last_id
      FROM (
        SELECT f.*, row_number() OVER () AS ordinal FROM (
          SELECT x.*, ${key} AS key FROM ratings x
          WHERE x.product_id = p.id AND x.status = 'approved' AND ${position}
            AND ($6::boolean IS NULL OR x.verified_purchase = $6::boolean)
            ${hasStars ? 'AND x.rating = $7::int' : ''}
          ORDER BY ${sort === 'newest' ? byTime : order} LIMIT $2::int + 1) f
      ) r
      CROSS JOIN LATERAL (SELECT ${REVIEW}) review
    ) page
    WHERE p.id = ${PRODUCT_AT('$1::text')} AND ${HAS_PAGE}`,
  };
}

const STATEMENTS: Readonly<Record<ReviewSort, readonly [plain: Statement, stars: Statement]>> = {
  newest: [pageStatement('newest', false), pageStatement('newest', true)],
  helpful: [pageStatement('helpful', false), pageStatement('helpful', true)],
  highest: [pageStatement('highest', false), pageStatement('newest', true)],
  lowest: [pageStatement('lowest', false), pageStatement('newest', true)],
};

/** Reviews of a product as everybody sees them. */
@Injectable()
export class ReviewPages {
  constructor(private readonly db: Db) {}

  /**
   * One page of approved reviews with average and histogram, as JSON text; null when there is no such
   * product. One statement, which reads as many reviews as it shows.
   *
   * @throws InvalidCursor also for one of another order
   */
  async find(ctx: RequestContext, listing: ReviewListing): Promise<string | null> {
    const { slug, sort, stars, verified, limit, cursor } = listing;
    const position = cursor === null ? [ABOVE_ALL, 'infinity', LAST_ID] : readCursor(cursor, sort);
    const [plain, withStars] = STATEMENTS[sort];
    const values = [slug, limit, ...position, verified];
    // A review shows its author's name.
    const rows = await this.db.queryAs<PageRow & Record<string, unknown>>(
      withAllRows(ctx),
      stars === null ? plain : withStars,
      stars === null ? values : [...values, stars],
    );
    const [row] = rows;
    if (row === undefined) return null;
    const { last_key, last_at, last_id } = row;
    const next = row.n > limit ? encodeCursor([sort, last_key, last_at, last_id]) : null;
    return (
      `{"items":${row.items},"nextCursor":${JSON.stringify(next)},"average":${row.average},` +
      `"count":${row.count},"histogram":${row.histogram}}`
    );
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

function readCursor(text: string, sort: ReviewSort): CursorValue[] {
  const [of, key, at, id] = decodeCursor(text, 4);
  const isTime = typeof at === 'string' && TIME.test(at) && !Number.isNaN(Date.parse(at));
  const isKey = typeof key === 'number' && Number.isInteger(key) && Math.abs(key) <= ABOVE_ALL;
  if (of !== sort || !isKey || !isTime) throw new InvalidCursor();
  if (typeof id !== 'string' || !UUID.test(id)) throw new InvalidCursor();
  return [key, at, id];
}
