import { ApiProperty } from '@nestjs/swagger';
import { type ImportRow } from '../../data/imports.repository.js';
import {
  IMPORT_FORMATS,
  IMPORT_KINDS,
  IMPORT_STATUSES,
  type ImportFormat,
  type ImportKind,
  type ImportStatus,
  type ImportView,
  type RowError,
} from '../../transfers.types.js';

/** What became of the rows so far. */
export class ImportRowsResponse {
  /** @example 1200 */
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  /** Said what was so already. */
  readonly unchanged: number;
  readonly failed: number;
}

/** What the header of the file told. */
export class ImportLayoutResponse {
  /** Names of the columns, as they stand in the file. */
  readonly columns: string[];
  /** Columns that mean nothing here; their values are left out. */
  readonly unknownColumns: string[];
  readonly notes: string[];
}

/** A file that is brought in. */
export class ImportResponse {
  readonly id: string;

  @ApiProperty({ enum: IMPORT_KINDS })
  readonly kind: ImportKind;

  @ApiProperty({ enum: IMPORT_FORMATS })
  readonly format: ImportFormat;

  @ApiProperty({ type: String, nullable: true })
  readonly fileName: string | null;

  readonly dryRun: boolean;
  readonly createMissing: boolean;
  readonly publish: boolean;

  @ApiProperty({ enum: IMPORT_STATUSES })
  readonly status: ImportStatus;

  /** Bytes that have come. */
  readonly sizeBytes: number;

  readonly rows: ImportRowsResponse;

  /** Share of the file that is done, 0 to 100. */
  readonly percentage: number;

  /** At the pace so far; null when it is not running. */
  @ApiProperty({ type: Number, nullable: true })
  readonly secondsLeft: number | null;

  /** How many errors can be read; beyond 20,000 they are only counted. */
  readonly errorCount: number;

  /** Null until the header is read. */
  @ApiProperty({ type: ImportLayoutResponse, nullable: true })
  readonly layout: ImportLayoutResponse | null;

  /** Why it failed as a whole: a public code. */
  @ApiProperty({ type: String, nullable: true })
  readonly failureCode: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly failureDetail: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly requestedBy: string | null;

  readonly createdAt: Date;

  @ApiProperty({ type: Date, nullable: true })
  readonly startedAt: Date | null;

  @ApiProperty({ type: Date, nullable: true })
  readonly finishedAt: Date | null;

  /** When the file and its errors are taken away. */
  @ApiProperty({ type: Date, nullable: true })
  readonly expiresAt: Date | null;
}

/** One value that was not taken. */
export class ImportErrorResponse {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;

  @ApiProperty({ type: String, nullable: true })
  readonly column: string | null;

  /** @example 'money.invalid' */
  readonly code: string;

  readonly message: string;

  /** The first 200 characters of what stood there. */
  @ApiProperty({ type: String, nullable: true })
  readonly value: string | null;
}

/** Only what staff may see. */
export function toImportResponse(view: ImportView | ImportRow): ImportResponse {
  const { options, layout, counts } = view;
  return {
    id: view.id,
    kind: view.kind,
    format: view.format,
    fileName: view.fileName,
    dryRun: view.dryRun,
    // Imports of before there were these options have none.
    createMissing: options.createMissing === true,
    publish: options.publish === true,
    status: view.status,
    sizeBytes: view.sizeBytes,
    rows: {
      read: counts.read,
      created: counts.created,
      updated: counts.updated,
      unchanged: counts.unchanged,
      failed: counts.failed,
    },
    percentage: percentageOf(view),
    secondsLeft: secondsLeftOf(view),
    errorCount: view.errorsKept,
    layout: layout && {
      columns: [...layout.header],
      unknownColumns: [...layout.unknown],
      notes: [...layout.notes],
    },
    failureCode: view.failureCode,
    failureDetail: view.failureDetail,
    requestedBy: view.requestedBy,
    createdAt: view.createdAt,
    startedAt: view.startedAt,
    finishedAt: view.finishedAt,
    expiresAt: view.expiresAt,
  };
}

/** Only what staff may see. */
export function toImportErrorResponse(error: RowError): ImportErrorResponse {
  const { row, column, code, message, value } = error;
  return { row, column, code, message, value };
}

/** How much of the file is done, 0 to 100 with one digit. */
export function percentageOf(view: ImportView): number {
  if (view.status === 'completed') return 100;
  return view.sizeBytes === 0 ? 0 : Math.floor((view.byteOffset / view.sizeBytes) * 1000) / 10;
}

/** Seconds that the rest takes at the pace so far; null while nothing is done. */
export function secondsLeftOf(view: ImportView): number | null {
  if (view.status !== 'running' || view.byteOffset === 0) return null;
  const left = view.sizeBytes - view.byteOffset;
  return Math.ceil(((view.workedMs / view.byteOffset) * left) / 1000);
}
