import type { OwnReviewRow } from '../../data/own-reviews.js';
import type { ReviewStatus } from '../../ratings.types.js';

/** A review as everybody sees it. */
export class ReviewResponse {
  id: string;

  /**
   * Stars, 1 to 5.
   * @example 5
   */
  rating: number;

  title: string | null;

  content: string | null;

  /**
   * First name and first letter of the last name.
   * @example "Alice M."
   */
  author: string;

  /** The author had received the product when writing or editing. */
  verifiedPurchase: boolean;

  helpfulCount: number;

  /** @example "2026-03-01T09:00:00.000Z" */
  createdAt: string;

  editedAt: string | null;
}

/** One page of reviews with the figures of all. */
export class ReviewPageResponse {
  items: ReviewResponse[];

  nextCursor: string | null;

  /** 1 to 5; 0 without reviews. */
  average: number;

  count: number;

  /**
   * How many gave one, two … five stars.
   * @example [0, 0, 1, 2, 5]
   */
  histogram: number[];
}

export class ReviewedProductResponse {
  /** @example "linen-shirt" */
  slug: string;

  /** @example "Linen shirt" */
  name: string;
}

/** A review as its author sees it. */
export class MyReviewResponse extends ReviewResponse {
  product: ReviewedProductResponse;

  /** `pending`: waits for a moderator. `approved`: everybody sees it. */
  status: ReviewStatus;

  /** Why a moderator refused it. */
  rejectionReason: string | null;
}

export class HelpfulResponse {
  /** Whether the caller finds it helpful. */
  helpful: boolean;

  /** How many do. */
  helpfulCount: number;
}

export function toMyReviewResponse(row: OwnReviewRow): MyReviewResponse {
  return {
    id: row.id,
    product: { slug: row.product_slug, name: row.product_name },
    rating: row.rating,
    title: row.title,
    content: row.content,
    author: row.author,
    verifiedPurchase: row.verified_purchase,
    helpfulCount: row.helpful_count,
    status: row.status,
    rejectionReason: row.rejection_reason,
    createdAt: row.created_at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
  };
}
