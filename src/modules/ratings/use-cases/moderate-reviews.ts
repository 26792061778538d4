import { Injectable } from '@nestjs/common';
import { PreconditionFailed } from '../../../common/errors/common-errors.js';
import { assertUnchanged, etagOf } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { type ModeratedRow, ModerationQueue } from '../data/moderation-queue.js';
import type { Outcome, Verdict } from '../domain/review-status.js';
import { OwnReview, ReviewNotFound } from '../ratings.errors.js';

/** A review that a moderator decides about, as he saw it; null when he does not insist. */
export interface SeenReview {
  readonly id: string;
  readonly etag: string | null;
}

/** The ETag of what a moderator decides about: votes and reports do not change it. */
export function etagOfReview(row: ModeratedRow): string {
  const { id, status, rating, title, content, rejection_reason } = row;
  return etagOf([id, status, rating, title, content, rejection_reason]);
}

/** Approves or rejects reviews, one or many, in one transaction and with the same number of statements. */
@Injectable()
export class ModerateReviews {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly queue: ModerationQueue,
  ) {}

  /** @returns what became of each, in the order given; a review that is as wanted is left alone */
  async execute(
    ctx: RequestContext,
    moderatorId: string,
    seen: readonly SeenReview[],
    verdict: Verdict,
  ): Promise<Outcome[]> {
    return this.uow.run(ctx, async (tx) => {
      const rows = await this.queue.lock(
        tx,
        seen.map(({ id }) => id),
      );
      const byId = new Map(rows.map((row) => [row.id, row]));
      const outcomes = seen.map(({ id, etag }) =>
        outcomeOf(byId.get(id.toLowerCase()), etag, verdict, moderatorId),
      );
      const decided = seen.filter((_, index) => isDecision(outcomes[index]));
      await this.decide(tx, decided, verdict, moderatorId);
      return outcomes;
    });
  }

  /** @throws ReviewNotFound, OwnReview; PreconditionFailed when it is not what `ifMatch` says. */
  async one(
    ctx: RequestContext,
    moderatorId: string,
    seen: SeenReview,
    verdict: Verdict,
  ): Promise<void> {
    const [outcome] = await this.execute(ctx, moderatorId, [seen], verdict);
    if (outcome === 'not_found') throw new ReviewNotFound();
    if (outcome === 'own_review') throw new OwnReview();
    if (outcome === 'changed') throw new PreconditionFailed();
  }

  private async decide(
    tx: Tx,
    reviews: readonly SeenReview[],
    verdict: Verdict,
    moderatorId: string,
  ): Promise<void> {
    if (reviews.length === 0) return;
    const status = verdict.kind === 'approve' ? 'approved' : 'rejected';
    const reason = verdict.kind === 'approve' ? null : verdict.reason;
    const ids = reviews.map(({ id }) => id);
    await this.queue.decide(tx, ids, status, reason, moderatorId);
  }
}

function outcomeOf(
  row: ModeratedRow | undefined,
  etag: string | null,
  verdict: Verdict,
  moderatorId: string,
): Outcome {
  if (row === undefined) return 'not_found';
  if (row.user_id === moderatorId) return 'own_review';
  if (isAsWanted(row, verdict)) return 'unchanged';
  if (!isUnchanged(etag, etagOfReview(row))) return 'changed';
  return verdict.kind === 'approve' ? 'approved' : 'rejected';
}

function isDecision(outcome: Outcome | undefined): boolean {
  return outcome === 'approved' || outcome === 'rejected';
}

/** Doing it twice is no change; approving once more what was reported settles the reports. */
function isAsWanted(row: ModeratedRow, verdict: Verdict): boolean {
  if (verdict.kind === 'approve') return row.status === 'approved' && row.report_count === 0;
  return row.status === 'rejected' && row.rejection_reason === verdict.reason;
}

function isUnchanged(ifMatch: string | null, etag: string): boolean {
  try {
    assertUnchanged(ifMatch, etag);
    return true;
  } catch {
    return false;
  }
}
