import { ApiProperty } from '@nestjs/swagger';
import type { ErasureView } from '../../privacy.types.js';

const STATUSES = ['requested', 'waiting', 'applied'] as const;

/** Somebody on the list of erasures. */
export class ErasureResponse {
  /** @example '0b8f9c9e-5a55-4b58-9d5c-3a1e8f0f5b11' */
  readonly id: string;

  /** Null for a guest. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly userId: string | null;

  /** `waiting`: all is erased but orders that are still on their way and need their address. */
  @ApiProperty({ enum: STATUSES })
  readonly status: (typeof STATUSES)[number];

  /** Orders that are still on their way, at the last look. */
  readonly openOrders: number;

  readonly requestedAt: Date;

  @ApiProperty({ type: Date, nullable: true })
  readonly appliedAt: Date | null;
}

/** Oldest first. */
export class ErasuresResponse {
  @ApiProperty({ type: [ErasureResponse] })
  readonly items: ErasureResponse[];
}

export function toErasureResponse(view: ErasureView): ErasureResponse {
  const { id, userId, status, openOrders, requestedAt, appliedAt } = view;
  return { id, userId, status, openOrders, requestedAt, appliedAt };
}
