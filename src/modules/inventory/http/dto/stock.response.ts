import { ApiProperty } from '@nestjs/swagger';
import type { MovementView, StockView } from '../../data/stock-views.js';
import type { RowResult } from '../../domain/row-results.js';

class StockLevelResponse {
  @ApiProperty({ format: 'uuid' })
  locationId: string;

  /** @example "main" */
  code: string;

  /** Pieces that lie there, sold ones that have not left among them. */
  quantity: number;
}

/** The stock of a variant: `onHand = available − backordered + reserved`. */
export class StockResponse {
  @ApiProperty({ format: 'uuid' })
  variantId: string;

  @ApiProperty({ format: 'uuid' })
  productId: string;

  /** @example 'Linen Shirt' */
  productName: string;

  variantName: string;

  sku: string | null;

  /** Free to sell. */
  available: number;

  /** Sold and not there yet; above zero only while nothing is free. */
  backordered: number;

  /** Sold and not sent yet. */
  reserved: number;

  /** Lies in all places together. */
  onHand: number;

  /** Its own; null: what the shop calls few. */
  @ApiProperty({ type: Number, nullable: true })
  lowStockThreshold: number | null;

  isLow: boolean;

  backorderLimit: number;

  /** @example "2030-05-01" */
  @ApiProperty({ type: String, nullable: true })
  availableOn: string | null;

  levels: StockLevelResponse[];
}

/** A move of the free stock. */
export class StockMovementResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  variantId: string;

  sku: string | null;

  /** Pieces, negative when they go. */
  quantity: number;

  /** @example "restock" */
  cause: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  orderId: string | null;

  note: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  actorId: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

/** A move in or out of a place. */
export class PlaceMovementResponse extends StockMovementResponse {
  @ApiProperty({ format: 'uuid' })
  locationId: string;

  /** The same for both ends of a transfer. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  transferId: string | null;
}

/** What became of a row. */
export class StockRowResponse {
  /** Of the row in the request, from 0. */
  index: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  variantId: string | null;

  @ApiProperty({ enum: ['done', 'unchanged', 'refused'] })
  outcome: string;

  /** Pieces in the place before. */
  @ApiProperty({ type: Number, nullable: true })
  before: number | null;

  /** Pieces in the place now. */
  @ApiProperty({ type: Number, nullable: true })
  after: number | null;

  /** Why it was refused. */
  @ApiProperty({ type: String, nullable: true, example: null })
  code: string | null;

  detail: string | null;
}

/** One result per row, in their order. */
export class StockRowsResponse {
  results: StockRowResponse[];

  /** How many rows were refused. */
  refused: number;
}

/** The same with the place in which pieces were moved. */
export class MovedStockResponse extends StockRowsResponse {
  @ApiProperty({ format: 'uuid' })
  locationId: string;
}

/** Allow-list of the stock of a variant. */
export function toStock(view: StockView): StockResponse {
  const { variantId, productId, productName, variantName, sku, available, backordered } = view;
  const { reserved, onHand, lowStockThreshold, isLow, backorderLimit, availableOn } = view;
  return {
    variantId,
    productId,
    productName,
    variantName,
    sku,
    available,
    backordered,
    reserved,
    onHand,
    lowStockThreshold,
    isLow,
    backorderLimit,
    availableOn,
    levels: view.levels.map(({ locationId, code, quantity }) => ({ locationId, code, quantity })),
  };
}

export function toStockMovement(view: MovementView): StockMovementResponse {
  const { id, variantId, sku, quantity, cause, orderId, note, actorId, createdAt } = view;
  return { id, variantId, sku, quantity, cause, orderId, note, actorId, createdAt };
}

export function toPlaceMovement(view: MovementView): PlaceMovementResponse {
  const { locationId = '', transferId = null } = view;
  return { ...toStockMovement(view), locationId, transferId };
}

export function toRows(results: readonly RowResult[]): StockRowsResponse {
  return {
    results: results.map((row) => ({ ...row })),
    refused: results.filter(({ outcome }) => outcome === 'refused').length,
  };
}
