import type pg from 'pg';
import type { ExamineQuery } from '../../src/modules/operations/doctor/examine-stock.js';

/** Statements of the doctor, run by the owner of the tables. */
export function allRows(owner: pg.Pool): ExamineQuery {
  return async <Row extends Record<string, unknown>>({ text }: { text: string }) =>
    (await owner.query<Row>(text)).rows;
}
