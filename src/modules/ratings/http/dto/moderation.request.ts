import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { IsLine, NestedEach } from '../../../../common/http/dto-rules.js';

const MAX_REASON = 500;
const MAX_BULK = 100;
const MAX_ETAG = 100;

export class RejectReviewRequest {
  /**
   * The author of the review sees it.
   * @example "It is about the delivery, not about the product."
   */
  @IsLine(MAX_REASON)
  reason: string;
}

/** A review as the moderator saw it. */
export class SeenReviewRequest {
  /** @example "6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52" */
  @IsUUID()
  id: string;

  /** `etag` of the list: it is left alone when it was changed since. */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_ETAG)
  etag?: string | null;
}

export class ModerateReviewsRequest {
  /** @example "approve" */
  @IsIn(['approve', 'reject'])
  action: 'approve' | 'reject';

  /** Needed for `reject`. */
  @ValidateIf(({ action, reason }: ModerateReviewsRequest) => {
    return action === 'reject' || reason !== undefined;
  })
  @IsLine(MAX_REASON)
  reason?: string;

  /** 1 to 100, each once. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BULK)
  @ArrayUnique(({ id }: SeenReviewRequest) => String(id).toLowerCase())
  @NestedEach(() => SeenReviewRequest)
  reviews: SeenReviewRequest[];
}
