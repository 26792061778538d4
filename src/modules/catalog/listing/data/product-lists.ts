import { Inject, Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../../common/http/cursor.js';
import { currencyExponent, moneyToDb, parseMoney } from '../../../../common/money/money.js';
import { ENV, type Env } from '../../../../config/env.js';
import { Db } from '../../../../database/db.js';
import { listQuery, type ListScope, type ProductSort, TOTAL_CAP } from './list-query.js';
import { runQuery } from '../../data/query.js';

/** Which products to list; what is left out does not filter. */
export interface ProductListRequest {
  readonly category?: string | undefined;
  readonly brand?: string | undefined;
  readonly collection?: string | undefined;
  /** Bounds, included, of a product's lowest price, as decimal strings. */
  readonly minPrice?: string | undefined;
  readonly maxPrice?: string | undefined;
  readonly featured?: boolean | undefined;
  readonly inStock?: boolean | undefined;
  readonly sort: ProductSort;
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Counted from 1; not together with a cursor. */
  readonly page?: number | undefined;
  readonly withTotal: boolean;
}

interface ListRow {
  readonly items: string;
  readonly last_value: string | null;
  readonly last_id: string | null;
  readonly total: number | null;
}

/** Reads pages of the ready listing rows: one statement each, whatever is asked for. */
@Injectable()
export class ProductLists {
  constructor(
    private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * One page as JSON text.
   *
   * @throws InvalidCursor for one of another list or order; InvalidMoney for a price with too many digits.
   */
  async page(request: ProductListRequest): Promise<string> {
    const { sort, limit } = request;
    const after = request.cursor === undefined ? null : readCursor(request.cursor, sort);
    const query = listQuery(scopeOf(request), sort, after !== null);
    const [row] = await runQuery<ListRow, (typeof query.parameters)[number]>(this.db, query, {
      limit,
      offset: ((request.page ?? 1) - 1) * limit,
      withTotal: request.withTotal,
      category: request.category ?? null,
      brand: request.brand ?? null,
      collection: request.collection ?? null,
      minPrice: this.toColumn(request.minPrice),
      maxPrice: this.toColumn(request.maxPrice),
      featured: request.featured ?? null,
      inStock: request.inStock ?? null,
      afterValue: after?.value ?? null,
      afterId: after?.id ?? null,
      currency: this.env.CURRENCY,
      digits: currencyExponent(this.env.CURRENCY),
    });
    if (row === undefined) throw new Error('A list statement gave no row');
    return toPageText(row, sort);
  }

  private toColumn(price: string | undefined): string | null {
    return price === undefined ? null : moneyToDb(parseMoney(price, this.env.CURRENCY));
  }
}

/** The narrowest set to walk along: hand-picked before made by somebody before filed under. */
function scopeOf({ collection, brand, category }: ProductListRequest): ListScope {
  if (collection !== undefined) return 'collection';
  if (brand !== undefined) return 'brand';
  return category === undefined ? 'all' : 'category';
}

function toPageText(row: ListRow, sort: ProductSort): string {
  const { last_value, last_id, total } = row;
  const cursor = last_id === null ? null : encodeCursor([sort, last_value, last_id]);
  const counted =
    total === null
      ? ''
      : `,"total":${Math.min(total, TOTAL_CAP)},"totalIsCapped":${String(total > TOTAL_CAP)}`;
  return `{"items":${row.items},"nextCursor":${JSON.stringify(cursor)}${counted}}`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const NUMBER = /^\d{1,10}(\.\d{1,2})?$/;

function readCursor(text: string, sort: ProductSort): { value: string; id: string } {
  const [madeFor, value, id] = decodeCursor(text, 3);
  const form = sort === '-createdAt' ? TIME : NUMBER;
  const fits = typeof value === 'string' && form.test(value) && isDate(value, sort);
  if (madeFor !== sort || !fits || typeof id !== 'string' || !UUID.test(id)) {
    throw new InvalidCursor();
  }
  return { value, id };
}

/** PostgreSQL would refuse a thirteenth month. */
function isDate(value: string, sort: ProductSort): boolean {
  return sort !== '-createdAt' || !Number.isNaN(Date.parse(value));
}
