import { Injectable } from '@nestjs/common';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { ReportReason } from '../ratings.types.js';

const APPROVED = `review AS (
  SELECT id, user_id = $2::uuid AS own FROM ratings WHERE id = $1::uuid AND status = 'approved')`;

const VOTE = {
  name: 'ratings-vote',
  text: `WITH ${APPROVED}, voted AS (
      INSERT INTO rating_votes (rating_id, user_id) SELECT id, $2::uuid FROM review WHERE NOT own
      ON CONFLICT (rating_id, user_id) DO NOTHING)
    SELECT own FROM review`,
};

const TAKE_BACK = {
  name: 'ratings-unvote',
  text: `WITH ${APPROVED}, taken AS (
      DELETE FROM rating_votes v USING review WHERE v.rating_id = review.id AND v.user_id = $2::uuid)
    SELECT own FROM review`,
};

const REPORT = {
  name: 'ratings-report',
  text: `WITH ${APPROVED}, reported AS (
      INSERT INTO rating_reports (rating_id, user_id, reason, note)
      SELECT id, $2::uuid, $3::text, $4::text FROM review WHERE NOT own
      ON CONFLICT (rating_id, user_id) DO NOTHING)
    SELECT own FROM review`,
};

// A statement of its own: the trigger has counted when the one before has ended.
const COUNT = {
  name: 'ratings-helpful-count',
  text: 'SELECT helpful_count FROM ratings WHERE id = $1::uuid',
};

/** Whether the review is the caller's own; null when there is none that is shown. */
export type Found = { readonly own: boolean } | null;

/** What others say about a review. */
@Injectable()
export class ReviewOpinions {
  vote(tx: Tx, id: string, userId: string, isHelpful: boolean): Promise<Found> {
    return first(namedQuery<{ own: boolean }>(tx, isHelpful ? VOTE : TAKE_BACK, [id, userId]));
  }

  report(
    tx: Tx,
    id: string,
    userId: string,
    reason: ReportReason,
    note: string | null,
  ): Promise<Found> {
    return first(namedQuery<{ own: boolean }>(tx, REPORT, [id, userId, reason, note]));
  }

  /** Zero when a moderator has hidden it meanwhile. */
  async helpfulCount(tx: Tx, id: string): Promise<number> {
    const [row] = await namedQuery<{ helpful_count: number }>(tx, COUNT, [id]);
    return row?.helpful_count ?? 0;
  }
}

async function first<Row>(rows: Promise<Row[]>): Promise<Row | null> {
  return (await rows)[0] ?? null;
}
