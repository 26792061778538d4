import { Injectable } from '@nestjs/common';
import type { SortPosition } from '../../../common/http/sort-order.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { DiscountCodeTaken } from '../discounts.errors.js';
import type {
  DiscountFilter,
  DiscountStatistics,
  DiscountValues,
  DiscountView,
  KeptTarget,
} from '../kept-discount.types.js';
import * as sql from './kept-discounts.sql.js';

type Row = DiscountView & Record<string, unknown>;

/** Discounts for those who keep them. */
@Injectable()
export class KeptDiscountsRepository {
  constructor(private readonly db: Db) {}

  /** One more than asked for when there is a next page. */
  list(
    { type, isActive, kind, code, name }: DiscountFilter,
    sort: sql.DiscountSort,
    after: SortPosition | null,
    limit: number,
  ): Promise<(DiscountView & { readonly at: string })[]> {
    const position = [after?.at ?? null, after?.id ?? null];
    const values = [type, isActive, kind, code, name, ...position, limit + 1];
    return this.db.query<Row & { at: string }>(sql.listDiscounts(sort, after === null), values);
  }

  async find(executor: Tx | null, id: string): Promise<DiscountView | null> {
    return (await namedQuery<Row>(executor ?? this.db, sql.FIND, [id]))[0] ?? null;
  }

  /** Locks it, so that it is read by the next statement as the last writer left it. */
  async lock(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, sql.LOCK, [id]);
  }

  /** Writes a new one, or all of the one with the id. @throws DiscountCodeTaken */
  async save(tx: Tx, id: string | null, values: DiscountValues): Promise<string> {
    const columns = columnsOf(values);
    const [saved] =
      id === null
        ? await namedQuery<{ id: string }>(tx, sql.INSERT, columns)
        : await namedQuery<{ id: string }>(tx, sql.UPDATE, [...columns, id]);
    if (saved === undefined) throw new DiscountCodeTaken();
    const { targets } = values;
    await namedQuery(tx, sql.SET_TARGETS, [
      saved.id,
      targets.map((target) => target.kind),
      targets.map((target) => target.id),
    ]);
    return saved.id;
  }

  /** Positions (from 0) of those that are not there. */
  async unknownTargets(tx: Tx, targets: readonly KeptTarget[]): Promise<number[]> {
    if (targets.length === 0) return [];
    const rows = await namedQuery<{ n: number }>(tx, sql.UNKNOWN_TARGETS, [
      targets.map((target) => target.kind),
      targets.map((target) => target.id),
    ]);
    return rows.map(({ n }) => n - 1);
  }

  async useOf(tx: Tx, id: string): Promise<{ readonly used: boolean; readonly hasCodes: boolean }> {
    const [row] = await namedQuery<{ used: boolean; hasCodes: boolean }>(tx, sql.WAS_USED, [id]);
    return row ?? { used: false, hasCodes: false };
  }

  async switch(tx: Tx, id: string, isActive: boolean): Promise<void> {
    await namedQuery(tx, sql.SWITCH, [id, isActive]);
  }

  async delete(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, sql.DELETE, [id]);
  }

  /** @param ctx of a route with a permission: uses belong to customers */
  async statistics(ctx: RequestContext, id: string): Promise<DiscountStatistics> {
    const [row] = await this.db.queryAs<DiscountStatistics & Record<string, unknown>>(
      ctx,
      sql.STATISTICS,
      [id],
    );
    if (row === undefined) throw new Error('Counting the uses of a discount answered nothing');
    return row;
  }
}

function columnsOf(values: DiscountValues): unknown[] {
  return [
    values.name,
    values.code,
    values.description,
    values.type,
    values.value,
    JSON.stringify(values.rules),
    values.minimumAmount,
    values.maximumAmount,
    values.usageLimit,
    values.userLimit,
    values.priority,
    values.exclusiveGroup,
    values.firstOrderOnly,
    values.singleUseCodes,
    values.startsAt,
    values.endsAt,
  ];
}
