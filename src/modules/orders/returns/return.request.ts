import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsUUID,
  Max,
  Min,
} from 'class-validator';
import { IfSent, IsText, NestedEach } from '../../../common/http/dto-rules.js';
import { MAX_LINES, OrderPiecesRequest } from '../desk/order-desk.request.js';

const MAX_PIECES = 1_000_000;

/** What a customer wants to send back. */
export class RequestReturnRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ArrayUnique((line: OrderPiecesRequest | null) => line?.orderItemId)
  @NestedEach(() => OrderPiecesRequest)
  lines: OrderPiecesRequest[];

  /** @example "Too small" */
  @IfSent()
  @IsText(1000)
  reason?: string;
}

/** An answer of the shop, where none is needed. */
export class ApproveReturnRequest {
  /**
   * For the customer to read: where to send it, for example.
   * @example "Please use the label in the parcel"
   */
  @IfSent()
  @IsText(1000)
  answer?: string;
}

/** Why the shop does not take it back. */
export class RejectReturnRequest {
  /**
   * For the customer to read.
   * @example "It was worn"
   */
  @IsText(1000)
  answer: string;
}

/** What became of the pieces of a line that came back. */
export class ReceivedPiecesRequest {
  /** Id of the line. */
  @IsUUID()
  orderItemId: string;

  /**
   * Pieces that can be sold again.
   * @example 1
   */
  @IsInt()
  @Min(0)
  @Max(MAX_PIECES)
  restocked: number;

  /**
   * Pieces that cannot.
   * @example 0
   */
  @IsInt()
  @Min(0)
  @Max(MAX_PIECES)
  writtenOff: number;
}

/** Goods that have come back. */
export class ReceiveReturnRequest extends ApproveReturnRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ArrayUnique((line: ReceivedPiecesRequest | null) => line?.orderItemId)
  @NestedEach(() => ReceivedPiecesRequest)
  lines: ReceivedPiecesRequest[];

  /** Where they came to; the default location when left out. */
  @IfSent()
  @IsUUID()
  locationId?: string;

  /** False when no money goes back for them. True when left out. */
  @IfSent()
  @IsBoolean()
  refund?: boolean;
}
