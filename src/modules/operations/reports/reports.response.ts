import { ApiProperty } from '@nestjs/swagger';
import { UPKEEP_KINDS, type UpkeepKind } from '../operations.jobs.js';
import type { SlowStatement } from '../upkeep/slow-statement.types.js';
import type { UpkeepReportView } from './upkeep-reports.repository.js';

/** What looking after the shop has done or found, in short. */
export class UpkeepReportResponse {
  readonly id: string;
  /** @example "doctor" */
  readonly kind: string;
  @ApiProperty({ enum: ['running', 'ok', 'findings', 'failed'] })
  readonly outcome: string;
  /** @example "68 rules, nothing found" */
  readonly summary: string | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** Who asked for it; null for the schedule. */
  readonly requestedBy: string | null;
}

/** The whole report. */
export class UpkeepReportDetailResponse extends UpkeepReportResponse {
  /** What was found or done, by kind; the README of operations says what stands in it. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  readonly report: unknown;
}

/** It will be done; its report says how it went. */
export class UpkeepStartedResponse {
  @ApiProperty({ enum: UPKEEP_KINDS })
  readonly kind: UpkeepKind;
}

/** What a statement of the application has cost. */
export class SlowStatementResponse {
  /** @example "-3426729371234567890" */
  readonly statementId: string;
  /** Without the values that it was called with. */
  readonly text: string;
  /** @example 1200 */
  readonly calls: number;
  readonly rows: number;
  /** Milliseconds. */
  readonly totalMs: number;
  readonly meanMs: number;
  /** The longest run since the server began to count. */
  readonly maxMs: number;
  /** Blocks of 8 kB that were not in memory. */
  readonly blocksRead: number;
  /** Blocks of 8 kB written because memory did not suffice. */
  readonly tempBlocks: number;
}

/** Between which snapshots, and what took the most time. */
export class SlowStatementsResponse {
  readonly from: string | null;
  readonly to: string | null;
  /** Why there is nothing to see. */
  readonly note: string | null;
  readonly items: SlowStatementResponse[];
}

/** A line of the list. */
export function toUpkeepReport(view: UpkeepReportView): UpkeepReportResponse {
  const { id, kind, outcome, summary, startedAt, finishedAt, requestedBy } = view;
  return {
    id,
    kind,
    outcome,
    summary,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    requestedBy,
  };
}

const NO_SNAPSHOT =
  'There is no snapshot yet: pg_stat_statements is not there, or no night has passed since.';

/** The page of statements. */
export function toSlowStatements(rows: readonly SlowStatement[]): SlowStatementsResponse {
  const [first] = rows;
  return {
    from: first?.from?.toISOString() ?? null,
    to: first?.to.toISOString() ?? null,
    note: first === undefined ? NO_SNAPSHOT : null,
    items: rows.map((row) => ({
      statementId: row.statementId,
      text: row.text,
      calls: row.calls,
      rows: row.rows,
      totalMs: row.totalMs,
      meanMs: row.meanMs,
      maxMs: row.maxMs,
      blocksRead: row.blocksRead,
      tempBlocks: row.tempBlocks,
    })),
  };
}
