import { defineError } from '../../common/errors/domain-error.js';

export class AlreadyReviewed extends defineError(
  'ratings.already_reviewed',
  'conflict',
  'You have already reviewed this product',
) {}

/** Also somebody else's, where only the author may act, and one that is not shown. */
export class ReviewNotFound extends defineError(
  'ratings.not_found',
  'not_found',
  'There is no such review',
) {}

/** Nobody votes for, reports or moderates his own review. */
export class OwnReview extends defineError(
  'ratings.own_review',
  'forbidden',
  'This cannot be done with a review of your own',
) {}
