import type { ModeratedRow } from '../../data/moderation-queue.js';
import type { Outcome } from '../../domain/review-status.js';
import type { ReviewStatus } from '../../ratings.types.js';
import { etagOfReview } from '../../use-cases/moderate-reviews.js';

export class ModeratedProductResponse {
  id: string;

  /** @example "linen-shirt" */
  slug: string;

  name: string;
}

export class ModeratedAuthorResponse {
  id: string;

  /** @example "Alice Marsh" */
  name: string;
}

/** A review as a moderator sees it. */
export class ModeratedReviewResponse {
  id: string;

  /** For If-Match: votes and reports do not change it. */
  etag: string;

  product: ModeratedProductResponse;

  author: ModeratedAuthorResponse;

  /** @example 5 */
  rating: number;

  title: string | null;

  content: string | null;

  verifiedPurchase: boolean;

  status: ReviewStatus;

  rejectionReason: string | null;

  helpfulCount: number;

  reportCount: number;

  /** @example ["spam"] */
  reportReasons: string[];

  createdAt: string;

  /** When it was written or last edited. */
  submittedAt: string;

  moderatedAt: string | null;

  /** Id of the moderator. */
  moderatedBy: string | null;
}

export class ModerationResultResponse {
  id: string;

  /** `unchanged`: it was so already. `changed`: it is not what `etag` says. Both are left alone. */
  outcome: Outcome;
}

export class ModerationResultsResponse {
  /** In the order of the request. */
  results: ModerationResultResponse[];
}

export function toModeratedReviewResponse(row: ModeratedRow): ModeratedReviewResponse {
  return {
    id: row.id,
    etag: etagOfReview(row),
    product: { id: row.product_id, slug: row.product_slug, name: row.product_name },
    author: { id: row.user_id, name: row.author },
    rating: row.rating,
    title: row.title,
    content: row.content,
    verifiedPurchase: row.verified_purchase,
    status: row.status,
    rejectionReason: row.rejection_reason,
    helpfulCount: row.helpful_count,
    reportCount: row.report_count,
    reportReasons: row.report_reasons,
    createdAt: row.created_at.toISOString(),
    submittedAt: row.submitted_at.toISOString(),
    moderatedAt: row.moderated_at?.toISOString() ?? null,
    moderatedBy: row.moderated_by,
  };
}
