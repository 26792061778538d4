import type { CategoryLevel, ReportInterval, ReportKind } from './domain/report-kinds.js';

export type { CategoryLevel, ReportInterval, ReportKind } from './domain/report-kinds.js';

/** Days of a calendar, the first and the last, both in it. */
export interface ReportPeriod {
  /** `2026-01-01`, in `timeZone`. */
  readonly from: string;
  readonly to: string;
  /** Where the days begin and end, by its IANA name. */
  readonly timeZone: string;
}

/** What a report is to be about. */
export interface ReportScope extends ReportPeriod {
  /** Only this currency; left out: each for itself. */
  readonly currency?: string | undefined;
  readonly interval?: ReportInterval | undefined;
  readonly level?: CategoryLevel | undefined;
}

/** One line of a report or of its totals: amounts as decimal text in the digits of `currency`. */
export type ReportRow = Readonly<Record<string, string | number | boolean | null>> & {
  readonly currency: string;
};

/** A page of a report, with the totals of all of it. */
export interface ReportPage {
  readonly period: ReportPeriod;
  /** As of when: a replica may be a moment behind. */
  readonly asOf: string;
  /** One for each currency: different currencies are never added up. */
  readonly totals: readonly ReportRow[];
  readonly items: readonly ReportRow[];
  readonly nextCursor: string | null;
}

/** What to read of which report. */
export interface ReportRequest {
  readonly kind: ReportKind;
  readonly scope: Partial<ReportScope>;
  readonly limit: number;
  readonly cursor?: string | undefined;
}
