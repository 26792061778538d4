/** pending: waits for a moderator. approved: everybody sees it, and it counts. rejected: with a reason. */
export const REVIEW_STATUSES = ['pending', 'approved', 'rejected'] as const;

export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

/** What somebody may say about a review that a moderator should look at. */
export const REPORT_REASONS = ['spam', 'offensive', 'off_topic', 'fake', 'other'] as const;

export type ReportReason = (typeof REPORT_REASONS)[number];

/** Orders of a list of reviews; within each the newest first. */
export const REVIEW_SORTS = ['newest', 'helpful', 'highest', 'lowest'] as const;

export type ReviewSort = (typeof REVIEW_SORTS)[number];
