import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsUUID,
  Matches,
} from 'class-validator';
import { IfSent, IsEmailAddress, IsLine } from '../../../common/http/dto-rules.js';
import { toBoolean, toList } from '../../../common/http/transforms.js';
import { OrdersQuery } from '../http/dto/list-orders.query.js';
import {
  ORDER_STATUSES,
  type OrderStatus,
  PAYMENT_STATES,
  type PaymentState,
} from '../orders.types.js';

/** Which orders of the shop; all filters together. */
export class ListStaffOrdersQuery extends OrdersQuery {
  @ApiPropertyOptional({
    enum: ORDER_STATUSES,
    isArray: true,
    description: 'Orders of one of these states; with commas between',
  })
  @IfSent()
  @Transform(toList)
  @IsArray()
  @ArrayMaxSize(7)
  @IsIn([...ORDER_STATUSES], { each: true })
  status?: OrderStatus[];

  /**
   * The whole address that the order was placed with.
   * @example "alice@example.com"
   */
  @IfSent()
  @IsEmailAddress()
  email?: string;

  /** Id of the account. */
  @IfSent()
  @IsUUID()
  customerId?: string;

  /**
   * Orders of this variant.
   * @example "LINEN-SHIRT-WHITE-M"
   */
  @IfSent()
  @IsLine(255)
  sku?: string;

  /**
   * In the currency of each order.
   * @example '10.00'
   */
  @IfSent()
  @Matches(/^\d{1,8}(\.\d{1,2})?$/)
  minTotal?: string;

  /** See `minTotal`. */
  @IfSent()
  @Matches(/^\d{1,8}(\.\d{1,2})?$/)
  maxTotal?: string;

  @ApiPropertyOptional({ enum: PAYMENT_STATES, description: 'How the money of the order stands' })
  @IsOptional()
  @IsIn([...PAYMENT_STATES])
  paymentState?: PaymentState;

  /** Whether the customer wants to send something back, or has. */
  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  hasReturns?: boolean;
}
