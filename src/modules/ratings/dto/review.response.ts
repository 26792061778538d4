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

  /** The author had received the product when writing. */
  verifiedPurchase: boolean;

  helpfulCount: number;

  /** @example "2026-03-01T09:00:00.000Z" */
  createdAt: string;
}

/** One page of reviews, newest first, with the figures of all. */
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
