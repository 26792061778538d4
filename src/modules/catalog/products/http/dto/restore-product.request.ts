import { IsBoolean, IsString, Matches, MaxLength } from 'class-validator';
import { IfSent } from '../../../../../common/http/dto-rules.js';
import { MAX_SLUG, SLUG } from '../../../domain/slug.js';

/** What a restored product is to have where its own is no longer free. */
export class RestoreProductRequest {
  /** @example "harbour-shirt-2" */
  @IfSent()
  @IsString()
  @MaxLength(MAX_SLUG)
  @Matches(SLUG)
  slug?: string;

  /** True: without the SKUs that others have by now. */
  @IfSent()
  @IsBoolean()
  leaveTakenSkus?: boolean;
}
