import { Inject, Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '../../../common/http/cursor.js';
import { InvalidCursor } from '../../../common/errors/common-errors.js';
import { etagOf } from '../../../common/http/if-match.js';
import { type Page, toPage } from '../../../common/http/page.response.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { NamedRow } from '../domain/row-results.js';
import * as sql from './stock-view-statements.js';

/** Everything that staff may know about the stock of a variant. */
export interface StockView {
  readonly variantId: string;
  readonly productId: string;
  readonly productName: string;
  readonly variantName: string;
  readonly sku: string | null;
  readonly available: number;
  readonly backordered: number;
  readonly backorderLimit: number;
  readonly availableOn: string | null;
  readonly lowStockThreshold: number | null;
  readonly isLow: boolean;
  readonly reserved: number;
  readonly onHand: number;
  readonly levels: readonly { locationId: string; code: string; quantity: number }[];
}

/** A move of what is free; one of a place has that too. */
export interface MovementView {
  readonly id: string;
  readonly seq: string;
  readonly variantId: string;
  readonly sku: string | null;
  readonly quantity: number;
  readonly cause: string;
  readonly orderId: string | null;
  readonly note: string | null;
  readonly actorId: string | null;
  readonly createdAt: string;
  readonly locationId?: string;
  readonly transferId?: string | null;
}

/** What a variant's ETag covers: its settings and what lies where. A sale changes none of it. */
export function etagOfStock(view: StockView): string {
  const { lowStockThreshold, backorderLimit, availableOn, levels } = view;
  return etagOf([lowStockThreshold, backorderLimit, availableOn, levels]);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SEQ = /^\d{1,18}$/;

type Row<T> = T & Record<string, unknown>;

/** Reads for staff: reservations and movements are owned rows, so they go by the caller's context. */
@Injectable()
export class StockViews {
  constructor(
    private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async list(
    ctx: RequestContext,
    filter: Omit<sql.StockFilter, 'after'>,
    { limit, cursor }: { limit: number; cursor: string | undefined },
  ): Promise<Page<StockView>> {
    const after = position(cursor, UUID);
    const { statement, values } = sql.stockPage({ ...filter, after });
    const few = this.env.LOW_STOCK_THRESHOLD;
    const rows = await this.db.queryAs<Row<StockView>>(ctx, statement, [few, limit + 1, ...values]);
    return toPage(
      rows,
      limit,
      (row): StockView => row,
      (last) => encodeCursor([last.variantId]),
    );
  }

  /** {@link list} in an order that was asked for. @throws InvalidCursor */
  async sorted(
    ctx: RequestContext,
    filter: Omit<sql.StockFilter, 'after'>,
    { sort, limit, cursor }: { sort: sql.StockSort; limit: number; cursor: string | undefined },
  ): Promise<Page<StockView>> {
    const place = sql.STOCK_SORTS.read(sort, cursor ?? null);
    const { statement, values } = sql.sortedStockPage(filter, sort, place);
    const few = this.env.LOW_STOCK_THRESHOLD;
    const wanted = [few, limit + 1, ...values];
    type Sorted = Row<StockView & { readonly at: string }>;
    const rows = await this.db.queryAs<Sorted>(ctx, statement, wanted);
    return toPage(
      rows,
      limit,
      (row): StockView => row,
      ({ at, variantId }) => sql.STOCK_SORTS.write(sort, { at, id: variantId }),
    );
  }

  async movements(
    ctx: RequestContext,
    ledger: 'free' | 'place',
    filter: Omit<sql.MoveFilter, 'before'>,
    { limit, cursor }: { limit: number; cursor: string | undefined },
  ): Promise<Page<MovementView>> {
    const before = position(cursor, SEQ);
    const { statement, values } = sql.movementPage(ledger, { ...filter, before });
    const rows = await this.db.queryAs<Row<MovementView>>(ctx, statement, [limit + 1, ...values]);
    return toPage(
      rows,
      limit,
      (row): MovementView => row,
      (last) => encodeCursor([last.seq]),
    );
  }

  async find(ctx: RequestContext, variantId: string): Promise<StockView | null> {
    const values = [this.env.LOW_STOCK_THRESHOLD, [variantId]];
    const [row] = await this.db.queryAs<Row<StockView>>(ctx, sql.STOCK_OF, values);
    return row ?? null;
  }

  /** The variants that are there, by id; nobody moves their pieces until the transaction ends. */
  async hold(tx: Tx, variantIds: readonly string[]): Promise<Map<string, StockView>> {
    await namedQuery(tx, sql.HOLD_STOCK, [variantIds]);
    const values = [this.env.LOW_STOCK_THRESHOLD, variantIds];
    const rows = await namedQuery<Row<StockView>>(tx, sql.STOCK_OF, values);
    return new Map(rows.map((row) => [row.variantId, row]));
  }

  /** The variant of each row, by id or by SKU; null where there is none. */
  async resolve(tx: Tx, rows: readonly NamedRow[]): Promise<(string | null)[]> {
    const found = await namedQuery<{ id: string | null }>(tx, sql.RESOLVE_VARIANTS, [
      rows.map(({ variantId }) => variantId ?? null),
      rows.map(({ sku }) => sku ?? null),
    ]);
    return found.map(({ id }) => id);
  }
}

/** @throws InvalidCursor */
function position(cursor: string | undefined, form: RegExp): string | undefined {
  if (cursor === undefined) return undefined;
  const [value] = decodeCursor(cursor, 1);
  if (typeof value !== 'string' || !form.test(value)) throw new InvalidCursor();
  return value;
}
