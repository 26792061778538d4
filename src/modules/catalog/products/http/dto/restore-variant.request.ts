import { IsBoolean } from 'class-validator';
import { IfSent } from '../../../../../common/http/dto-rules.js';

/** What a restored variant may come back without. */
export class RestoreVariantRequest {
  /** True: without its SKU when another has that by now. */
  @IfSent()
  @IsBoolean()
  leaveTakenSkus?: boolean;
}
