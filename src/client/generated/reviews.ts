// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  CreateReviewRequest,
  EditReviewRequest,
  HelpfulResponse,
  MyReviewResponse,
  ReportReviewRequest,
  ReviewPageResponse,
} from './types.js';

/** Query of {@link Reviews.listMyReviews}. */
export interface ListMyReviewsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Reviews.listReviews}. */
export interface ListReviewsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Within the same votes or stars the newest come first.
   * @default "newest"
   * @example "newest"
   */
  sort?: "newest" | "helpful" | "highest" | "lowest" | undefined;
  /**
   * Only those with so many stars.
   * @min 1
   * @max 5
   * @example 5
   */
  stars?: number | undefined;
  /** Only those of people who have received the product, or only the others. */
  verified?: boolean | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Reviews. */
export class Reviews {
  constructor(private readonly connection: Connection) {}

  /**
   * My reviews
   *
   * Newest first, also those that wait or were refused, with the reason.
   *
   * Takes If-None-Match.
   */
  listMyReviews(query?: ListMyReviewsQuery, options?: CallOptions): PagedCall<{
      items: MyReviewResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/me/reviews', query }, options);
  }

  /**
   * Reviews of a product
   *
   * Approved ones, with average and histogram of all of them, whatever the filter.
   *
   * Takes If-None-Match.
   */
  listReviews(slug: string, query?: ListReviewsQuery, options?: CallOptions): PagedCall<ReviewPageResponse> {
    return this.connection.list({ method: 'GET', path: `/api/v1/products/${part(slug)}/reviews`, query }, options);
  }

  /**
   * Review a product
   *
   * Once per product. `verifiedPurchase` follows from delivered orders. Where the shop looks at reviews first it waits as `pending`.
   *
   * Takes Prefer.
   */
  createReview(slug: string, body: CreateReviewRequest, options?: CallOptions): Call<MyReviewResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/products/${part(slug)}/reviews`, body }, options);
  }

  /**
   * Change my review
   *
   * Where the shop looks at reviews first, and after a refusal, it waits for a moderator again. Whether it is a verified purchase is looked up anew.
   *
   * Takes Prefer.
   */
  editReview(reviewId: string, body?: EditReviewRequest, options?: CallOptions): Call<MyReviewResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/reviews/${part(reviewId)}`, body }, options);
  }

  /**
   * Take my review back
   *
   * The product can be reviewed anew.
   */
  deleteReview(reviewId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/reviews/${part(reviewId)}` }, options);
  }

  /**
   * Find a review helpful
   *
   * Counts once, however often it is said; not for a review of your own.
   *
   * Takes Prefer.
   */
  voteForReview(reviewId: string, options?: CallOptions): Call<HelpfulResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/reviews/${part(reviewId)}/helpful` }, options);
  }

  /**
   * Take the vote for a review back
   *
   * Does nothing when there was none.
   *
   * Takes Prefer.
   */
  unvoteForReview(reviewId: string, options?: CallOptions): Call<HelpfulResponse> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/reviews/${part(reviewId)}/helpful` }, options);
  }

  /**
   * Ask moderators to look at a review
   *
   * Counts once per person.
   */
  reportReview(reviewId: string, body: ReportReviewRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: `/api/v1/reviews/${part(reviewId)}/reports`, body }, options);
  }
}
