import { ApiProperty } from '@nestjs/swagger';
import {
  EXPORT_FORMATS,
  EXPORT_KINDS,
  EXPORT_STATUSES,
  type ExportFormat,
  type ExportKind,
  type ExportStatus,
  type ExportView,
} from '../../transfers.types.js';

/** A file that is made, or can be fetched. */
export class ExportResponse {
  readonly id: string;

  @ApiProperty({ enum: EXPORT_KINDS })
  readonly kind: ExportKind;

  @ApiProperty({ enum: EXPORT_FORMATS })
  readonly format: ExportFormat;

  @ApiProperty({ enum: EXPORT_STATUSES })
  readonly status: ExportStatus;

  /** Rows that are written so far. */
  readonly rowsWritten: number;

  readonly sizeBytes: number;

  /** How often it was fetched. */
  readonly downloads: number;

  @ApiProperty({ type: String, nullable: true })
  readonly requestedBy: string | null;

  readonly createdAt: Date;

  @ApiProperty({ type: Date, nullable: true })
  readonly startedAt: Date | null;

  @ApiProperty({ type: Date, nullable: true })
  readonly finishedAt: Date | null;

  /** Until when it can be fetched. */
  @ApiProperty({ type: Date, nullable: true })
  readonly expiresAt: Date | null;
}

/** Only what staff may see. */
export function toExportResponse(view: ExportView): ExportResponse {
  const { id, kind, format, status, rowsWritten, sizeBytes, downloads, requestedBy } = view;
  const { createdAt, startedAt, finishedAt, expiresAt } = view;
  return {
    id,
    kind,
    format,
    status,
    rowsWritten,
    sizeBytes,
    downloads,
    requestedBy,
    createdAt,
    startedAt,
    finishedAt,
    expiresAt,
  };
}
