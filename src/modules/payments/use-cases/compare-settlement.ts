import { Injectable } from '@nestjs/common';

import { type RequestContext } from '../../../common/request-context.js';
import { namedQuery } from '../../../database/named-query.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { COMPARE, SETTLEMENT_KINDS } from '../data/settlement.sql.js';
import { readSettlement } from '../domain/settlement-file.js';

/** The file of a day. */
export interface SettlementFile {
  readonly gateway: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly text: string;
}

/** What a comparison found. */
export interface Settlement {
  readonly lines: number;
  readonly differences: number;
  /** Issues that were new, or looked otherwise before. */
  readonly changed: number;
  /** Issues of earlier comparisons that are none any more. */
  readonly resolved: number;
}

/**
 * Compares a settlement file with the books: per reference and in sums. Each difference is a row of
 * `reconciliation_issues`; the same file again finds the same rows.
 */
@Injectable()
export class CompareSettlement {
  constructor(private readonly uow: UnitOfWork) {}

  /** @throws SettlementUnreadable */
  async execute(ctx: RequestContext, { gateway, day, text }: SettlementFile): Promise<Settlement> {
    const values = settlementValues(gateway, day, text);
    const [row] = await this.uow.run(ctx, (tx) =>
      namedQuery<Settlement & Record<string, unknown>>(tx, COMPARE, values),
    );
    return row ?? { lines: 0, differences: 0, changed: 0, resolved: 0 };
  }
}

/** Parameters of the comparison, column by column. @throws SettlementUnreadable */
export function settlementValues(gateway: string, day: string, text: string): unknown[] {
  const lines = readSettlement(text);
  return [
    gateway,
    day,
    lines.map(({ reference }) => reference),
    lines.map(({ gatewayPaymentId }) => gatewayPaymentId),
    lines.map(({ kind }) => kind),
    lines.map(({ gatewayRefundId }) => gatewayRefundId),
    lines.map(({ amount }) => amount),
    lines.map(({ currency }) => currency),
    SETTLEMENT_KINDS,
  ];
}
