import { Injectable } from '@nestjs/common';
import { type Sort, SortOrders, type SortPosition } from '../../../common/http/sort-order.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { ReviewStatus } from '../ratings.types.js';

/** A review as a moderator sees it. */
export interface ModeratedRow {
  readonly id: string;
  readonly user_id: string;
  readonly author: string;
  readonly product_id: string;
  readonly product_slug: string;
  readonly product_name: string;
  readonly rating: number;
  readonly title: string | null;
  readonly content: string | null;
  readonly verified_purchase: boolean;
  readonly status: ReviewStatus;
  readonly rejection_reason: string | null;
  readonly helpful_count: number;
  readonly report_count: number;
  readonly report_reasons: string[];
  readonly created_at: Date;
  readonly submitted_at: Date;
  /** In a list: what it is sorted by. */
  readonly at?: string;
  readonly moderated_at: Date | null;
  readonly moderated_by: string | null;
}

/** All of them together; what is undefined does not count. */
export interface QueueFilter {
  readonly status?: ReviewStatus | undefined;
  /** Slug. */
  readonly product?: string | undefined;
  readonly rating?: number | undefined;
  readonly verified?: boolean | undefined;
  readonly reported?: boolean | undefined;
}

const MODERATED = `r.id, r.user_id, u.first_name || ' ' || u.last_name AS author, r.product_id,
  p.slug AS product_slug, p.name AS product_name, r.rating, r.title, r.content, r.verified_purchase, r.status,
  r.rejection_reason, r.helpful_count, r.report_count,
  ARRAY(SELECT DISTINCT f.reason FROM rating_reports f WHERE f.rating_id = r.id ORDER BY f.reason) AS report_reasons,
  r.created_at, r.submitted_at, r.moderated_at, r.moderated_by`;
const FROM = `FROM ratings r JOIN users u ON u.id = r.user_id JOIN products p ON p.id = r.product_id`;

/** What was written or edited longest ago comes first when nothing is asked for. */
export const REVIEW_SORTS = new SortOrders('r.id', 'submittedAt', {
  submittedAt: { column: 'r.submitted_at', kind: 'timestamptz' },
  rating: { column: 'r.rating', kind: 'int' },
  reportCount: { column: 'r.report_count', kind: 'int' },
});

export type ModerationSort = Sort<'submittedAt' | 'rating' | 'reportCount'>;

/** What each filter adds; `?` stands for its value. Said so that an index can be read by it. */
const CONDITIONS: Readonly<Record<keyof QueueFilter, string>> = {
  status: 'r.status = ?::text',
  product: 'r.product_id = (SELECT f.id FROM products f WHERE f.slug = ?::text)',
  rating: 'r.rating = ?::int',
  verified: 'r.verified_purchase = ?::boolean',
  reported:
    'r.report_count BETWEEN (?::boolean)::int AND CASE WHEN ?::boolean THEN 2147483647 ELSE 0 END',
};
const FILTERS = Object.keys(CONDITIONS) as (keyof QueueFilter)[];

/** A page of the queue, with its parameters. */
export function listModerated(
  filter: QueueFilter,
  sort: ModerationSort,
  place: SortPosition | null,
  limit: number,
): { readonly statement: Statement; readonly values: unknown[] } {
  const used = FILTERS.filter((name) => filter[name] !== undefined);
  const values: unknown[] = [place?.at ?? null, place?.id ?? null, limit];
  const conditions = used.map((name) => {
    values.push(filter[name]);
    return `AND ${CONDITIONS[name].replaceAll('?', `$${values.length}`)}`;
  });
  const { key, after, orderBy } = REVIEW_SORTS.sql(sort, '$1', '$2', place === null);
  // The page first, its authors and products after: under row policies the planner expects few users to be in
  // sight, begins with them, and reads them all.
  const page = `(SELECT r.*, ${key} AS at FROM ratings r WHERE r.withdrawn_at IS NULL AND ${after}
    ${conditions.join(' ')} ORDER BY ${orderBy} LIMIT $3::int) r`;
  const statement = {
    name: ['moderated', sort, ...(place === null ? [] : ['on']), ...used].join('-'),
    text: `SELECT ${MODERATED}, r.at ${FROM.replace('ratings r', page)} ORDER BY ${orderBy}`,
  };
  return { statement, values };
}

const FIND = {
  name: 'ratings-moderated',
  text: `SELECT ${MODERATED} ${FROM} WHERE r.id = $1::uuid AND r.withdrawn_at IS NULL`,
};

// In the order of their ids, as everybody who changes several. Not FOR UPDATE: a vote holds a share of the
// key, and wants the row.
const LOCK = {
  name: 'ratings-lock-moderated',
  text: `WITH locked AS MATERIALIZED (
      SELECT l.* FROM ratings l WHERE l.id = ANY ($1::uuid[]) AND l.withdrawn_at IS NULL
      ORDER BY l.id FOR NO KEY UPDATE)
    SELECT ${MODERATED} ${FROM.replace('ratings r', 'locked r')}`,
};

const DECIDE = {
  name: 'ratings-decide',
  text: `WITH decided AS (
      UPDATE ratings SET status = $2::text, rejection_reason = $3::text, moderated_at = now(), moderated_by = $4::uuid
      WHERE id = ANY ($1::uuid[]) RETURNING id)
    SELECT count(*)::int AS n FROM decided`,
};

const SETTLE_REPORTS = {
  name: 'ratings-settle-reports',
  text: 'DELETE FROM rating_reports WHERE rating_id = ANY ($1::uuid[])',
};

/** Reviews as moderators see them: everybody's. */
@Injectable()
export class ModerationQueue {
  constructor(private readonly db: Db) {}

  /** One row more than `limit` says that there is a next page. */
  list(
    ctx: RequestContext,
    filter: QueueFilter,
    sort: ModerationSort,
    place: SortPosition | null,
    limit: number,
  ): Promise<ModeratedRow[]> {
    const { statement, values } = listModerated(filter, sort, place, limit + 1);
    return this.db.queryAs<ModeratedRow & Record<string, unknown>>(ctx, statement, values);
  }

  async find(ctx: RequestContext, id: string): Promise<ModeratedRow | null> {
    const rows = await this.db.queryAs<ModeratedRow & Record<string, unknown>>(ctx, FIND, [id]);
    return rows[0] ?? null;
  }

  lock(tx: Tx, ids: readonly string[]): Promise<ModeratedRow[]> {
    return namedQuery<ModeratedRow & Record<string, unknown>>(tx, LOCK, [ids]);
  }

  /** @param reason null for approved ones; their reports are settled with it */
  async decide(
    tx: Tx,
    ids: readonly string[],
    status: 'approved' | 'rejected',
    reason: string | null,
    moderatorId: string,
  ): Promise<void> {
    await namedQuery(tx, DECIDE, [ids, status, reason, moderatorId]);
    if (status === 'approved') await namedQuery(tx, SETTLE_REPORTS, [ids]);
  }
}
