import type { ReviewStatus } from '../ratings.types.js';

/** `pre`: a review is shown when a moderator has approved it. `post`: at once, until he rejects it. */
export type ModerationMode = 'pre' | 'post';

/** What a new review begins with. */
export function statusOfNew(mode: ModerationMode): ReviewStatus {
  return mode === 'pre' ? 'pending' : 'approved';
}

/**
 * What an edit makes of a review: with `pre` other words have to be looked at again, and one that was
 * refused always has, or editing would be the way around the moderator.
 */
export function statusAfterEdit(status: ReviewStatus, mode: ModerationMode): ReviewStatus {
  return status === 'approved' && mode === 'post' ? 'approved' : 'pending';
}

/** A moderator's word. */
export type Verdict =
  { readonly kind: 'approve' } | { readonly kind: 'reject'; readonly reason: string };

/** What becomes of one review of those that a moderator named. */
export type Outcome =
  'approved' | 'rejected' | 'unchanged' | 'not_found' | 'changed' | 'own_review';
