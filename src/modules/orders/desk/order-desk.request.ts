import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsUUID,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IfSent, IsLine, IsText, NestedEach } from '../../../common/http/dto-rules.js';
import { MANY_TARGETS } from './change-many-orders.js';
import { ORDER_STATUSES, type OrderStatus } from '../orders.types.js';

const AMOUNT = /^\d{1,8}(\.\d{1,2})?$/;
const MAX_PIECES = 1_000_000;
export const MAX_LINES = 500;

/** Pieces of a line. */
export class OrderPiecesRequest {
  /** Id of the line. */
  @IsUUID()
  orderItemId: string;

  /** @example 1 */
  @IsInt()
  @Min(1)
  @Max(MAX_PIECES)
  quantity: number;
}

/** A change of state by staff. */
export class OrderTransitionRequest {
  @ApiProperty({ enum: ORDER_STATUSES, example: 'cancelled' })
  @IsIn([...ORDER_STATUSES])
  to: OrderStatus;

  /**
   * Why; it stands in the history.
   * @example "The customer has called"
   */
  @IsLine(200)
  reason: string;

  /** When it is cancelled: false writes off what would go back to the shelf. True when left out. */
  @IfSent()
  @IsBoolean()
  restock?: boolean;
}

/** A change of state of many orders by staff. */
export class OrderTransitionsRequest {
  /** 1 to 500, each once. */
  @ApiProperty({ type: [String], format: 'uuid' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ArrayUnique((id: unknown) => String(id).toLowerCase())
  @IsUUID(undefined, { each: true })
  orderIds: string[];

  @ApiProperty({ enum: MANY_TARGETS, example: 'completed' })
  @IsIn([...MANY_TARGETS])
  to: (typeof MANY_TARGETS)[number];

  /**
   * Why; it stands in the history of each.
   * @example "Nobody has answered"
   */
  @IsLine(200)
  reason: string;

  /** See the change of one order. */
  @IfSent()
  @IsBoolean()
  restock?: boolean;
}

/** Money that came without a gateway. */
export class RecordPaymentRequest {
  /**
   * How it came; it stands in the history when the order is confirmed by it.
   * @example "Paid on delivery"
   */
  @IsLine(200)
  reason: string;
}

/** What of an order's money goes back: some of the three at least. */
export class RefundOrderRequest {
  /** Pieces whose money goes back, with their share of discount and tax. */
  @IfSent()
  @IsArray()
  @ArrayMaxSize(MAX_LINES)
  @ArrayUnique((line: OrderPiecesRequest | null) => line?.orderItemId)
  @NestedEach(() => OrderPiecesRequest)
  lines?: OrderPiecesRequest[];

  /** Of what was paid for shipping. */
  @IfSent()
  @Matches(AMOUNT)
  shippingAmount?: string;

  /**
   * On top, for no piece in particular.
   * @example '1.00'
   */
  @IfSent()
  @Matches(AMOUNT)
  goodwillAmount?: string;

  /** @example "Arrived late" */
  @IsText(500)
  reason: string;
}

/** How money went back that no gateway sends. */
export class FinishRefundRequest {
  /** @example "succeeded" */
  @IsIn(['succeeded', 'failed'])
  outcome: 'succeeded' | 'failed';

  /**
   * Why it failed.
   * @example "The account is closed"
   */
  @IfSent()
  @IsLine(200)
  reason?: string;
}
