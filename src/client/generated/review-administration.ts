// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  ModerateReviewsRequest,
  ModeratedReviewResponse,
  ModerationResultsResponse,
  RejectReviewRequest,
} from './types.js';

/** Query of {@link ReviewAdministration.listReviewsToModerate}. */
export interface ListReviewsToModerateQuery {
  /** Oldest first when left out */
  sort?: "submittedAt" | "-submittedAt" | "rating" | "-rating" | "reportCount" | "-reportCount" | undefined;
  /**
   * Only those in this state
   * @example "pending"
   */
  status?: "pending" | "approved" | "rejected" | undefined;
  /**
   * Slug of a product.
   * @example "linen-shirt"
   */
  product?: string | undefined;
  /**
   * Stars, 1 to 5.
   * @min 1
   * @max 5
   */
  rating?: number | undefined;
  /** Only those that are (or are not) by a buyer of the product */
  verified?: boolean | undefined;
  /** Those that somebody reported, or only the others. */
  reported?: boolean | undefined;
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

/** Query of {@link ReviewAdministration.getReviewToModerate}. */
export interface GetReviewToModerateQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Review administration. */
export class ReviewAdministration {
  constructor(private readonly connection: Connection) {}

  /**
   * Reviews of all states
   *
   * What was written or edited longest ago first when `sort` is left out. All filters together.
   *
   * Takes If-None-Match.
   */
  listReviewsToModerate(query?: ListReviewsToModerateQuery, options?: CallOptions): PagedCall<{
      items: ModeratedReviewResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/reviews', query }, options);
  }

  /**
   * Approve or reject many reviews
   *
   * Up to 100, with a result for each; those that cannot be decided stop no other.
   */
  moderateReviews(body: ModerateReviewsRequest, options?: CallOptions): Call<ModerationResultsResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/reviews/bulk', body }, options);
  }

  /**
   * A review of any state
   *
   * Take the id from the list.
   *
   * Takes If-None-Match.
   */
  getReviewToModerate(reviewId: string, query?: GetReviewToModerateQuery, options?: CallOptions): Call<ModeratedReviewResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/reviews/${part(reviewId)}`, query }, options);
  }

  /**
   * Show a review to everybody
   *
   * It counts from now on; reports of it are settled. Doing it twice changes nothing.
   *
   * Takes If-Match, Prefer.
   */
  approveReview(reviewId: string, options?: CallOptions): Call<ModeratedReviewResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/reviews/${part(reviewId)}/approve` }, options);
  }

  /**
   * Hide a review
   *
   * Its author sees the reason and may write it anew, which waits for a moderator.
   *
   * Takes If-Match, Prefer.
   */
  rejectReview(reviewId: string, body: RejectReviewRequest, options?: CallOptions): Call<ModeratedReviewResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/reviews/${part(reviewId)}/reject`, body }, options);
  }
}
