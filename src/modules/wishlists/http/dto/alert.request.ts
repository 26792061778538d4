import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { IfSent } from '../../../../common/http/dto-rules.js';
import { ALERT_KINDS, type AlertKind } from '../../wishlists.types.js';

const MAX_AMOUNT = 20;

export class ArmAlertRequest {
  /** @example "6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52" */
  @IsUUID()
  variantId: string;

  /** @example "price_drop" */
  @IsIn(ALERT_KINDS)
  kind: AlertKind;

  /**
   * For `price_drop`, in the shop's currency; any lower price when left out.
   * @example "9.99"
   */
  @IfSent()
  @IsString()
  @MaxLength(MAX_AMOUNT)
  targetPrice?: string;
}
