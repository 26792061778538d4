import { IsIn, IsOptional } from 'class-validator';
import { IsText } from '../../../../common/http/dto-rules.js';
import { REPORT_REASONS, type ReportReason } from '../../ratings.types.js';

const MAX_NOTE = 500;

export class ReportReviewRequest {
  /** @example "spam" */
  @IsIn(REPORT_REASONS)
  reason: ReportReason;

  /** @example "It advertises another shop." */
  @IsOptional()
  @IsText(MAX_NOTE)
  note?: string | null;
}
