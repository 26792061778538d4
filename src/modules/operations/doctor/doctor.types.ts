import type { Statement } from '../../../database/statement.js';

/** Parts of the shop that the doctor can be asked about. */
export const DOCTOR_AREAS = [
  'stock',
  'orders',
  'payments',
  'discounts',
  'people',
  'queues',
  'database',
  'configuration',
] as const;

export type DoctorArea = (typeof DOCTOR_AREAS)[number];

/** `error`: a promise of the shop is broken. `warning`: somebody has to do something before it is. */
export type Severity = 'error' | 'warning';

/** One rule and the rows that break it. */
export interface DoctorCheck {
  /** Public: `<area>.<what is wrong>`; the README says what to do about each. */
  readonly code: string;
  readonly severity: Severity;
  /** The invariant of which it is a part, as the documents number them; '' for none. */
  readonly invariant: string;
  /** What must hold, for people. */
  readonly rule: string;
  readonly advice: string;
  /** A query of one column: what breaks the rule. Over all rows at once; reads only. */
  readonly sql: string;
}

/** A rule that is broken. */
export interface Finding {
  readonly code: string;
  readonly area: DoctorArea;
  readonly severity: Severity;
  readonly rule: string;
  readonly count: number;
  /** The first of them: ids of rows, or names. */
  readonly ids: readonly string[];
  readonly advice: string;
}

/** What an examination has seen. */
export interface DoctorReport {
  /** Whether nothing at all was found. */
  readonly ok: boolean;
  readonly startedAt: string;
  readonly seconds: number;
  readonly areas: readonly DoctorArea[];
  /** How many rules were looked at. */
  readonly checks: number;
  readonly findings: readonly Finding[];
  /** What could not be looked at, and why. */
  readonly notes: readonly string[];
}

/** Runs a statement with everybody's rows in sight. */
export type ExamineQuery = <Row extends Record<string, unknown>>(
  statement: Statement,
  values?: readonly unknown[],
) => Promise<readonly Row[]>;
