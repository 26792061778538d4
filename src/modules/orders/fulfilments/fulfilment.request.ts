import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsUUID } from 'class-validator';
import { IfSent, IsLine, NestedEach } from '../../../common/http/dto-rules.js';
import { MAX_LINES, OrderPiecesRequest } from '../desk/order-desk.request.js';

/** What is written on a parcel; what is left out stays. */
export class ParcelLabelRequest {
  /** @example "Royal Post" */
  @IfSent()
  @IsLine(100)
  carrier?: string;

  /** @example "RP123456789" */
  @IfSent()
  @IsLine(100)
  trackingNumber?: string;
}

/** A parcel that leaves. */
export class ShipFulfilmentRequest extends ParcelLabelRequest {
  /** Where it leaves from, if not from where it was packed; the default location when nobody has said. */
  @IfSent()
  @IsUUID()
  locationId?: string;
}

/** A parcel to be packed. */
export class CreateFulfilmentRequest extends ShipFulfilmentRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ArrayUnique((line: OrderPiecesRequest | null) => line?.orderItemId)
  @NestedEach(() => OrderPiecesRequest)
  lines: OrderPiecesRequest[];
}
