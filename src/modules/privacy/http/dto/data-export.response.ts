import { ApiProperty } from '@nestjs/swagger';
import type { DataExportView } from '../../privacy.types.js';

const STATUSES = ['requested', 'ready', 'failed', 'expired'] as const;

/** A copy of one's own data. */
export class DataExportResponse {
  /** @example '0b8f9c9e-5a55-4b58-9d5c-3a1e8f0f5b11' */
  readonly id: string;

  /** `requested`: it is being made. `expired`: it was there and was taken away. */
  @ApiProperty({ enum: STATUSES })
  readonly status: (typeof STATUSES)[number];

  /** Size of the JSON document in bytes; 0 until it is ready. */
  readonly sizeBytes: number;

  /** How often it was fetched. */
  readonly downloads: number;

  readonly requestedAt: Date;

  @ApiProperty({ type: Date, nullable: true })
  readonly readyAt: Date | null;

  /** Until when it can be fetched. */
  @ApiProperty({ type: Date, nullable: true })
  readonly expiresAt: Date | null;
}

/** Newest first. */
export class DataExportsResponse {
  @ApiProperty({ type: [DataExportResponse] })
  readonly items: DataExportResponse[];
}

/** Only what its owner may see. */
export function toDataExportResponse(view: DataExportView): DataExportResponse {
  const { id, status, sizeBytes, downloads, requestedAt, readyAt, expiresAt } = view;
  return { id, status, sizeBytes, downloads, requestedAt, readyAt, expiresAt };
}
