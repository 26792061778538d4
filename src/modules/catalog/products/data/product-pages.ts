import { Inject, Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../../common/http/cursor.js';
import { currencyExponent } from '../../../../common/money/money.js';
import { ENV, type Env } from '../../../../config/env.js';
import { Db } from '../../../../database/db.js';
import { ProductNotFound } from '../../catalog.errors.js';
import { EMBEDDED_VARIANTS, PRODUCT_PAGE, VARIANT_PAGE } from './product-query.js';
import { runQuery } from '../../data/query.js';

interface ProductRow {
  readonly body: string;
  readonly variant_count: number;
  readonly last_position: number | null;
  readonly last_id: string | null;
}

interface VariantsRow {
  readonly body: string;
  readonly n: number;
  readonly last_position: number | null;
  readonly last_id: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BEFORE_ALL = { position: -2_147_483_648, id: '00000000-0000-0000-0000-000000000000' };

/** Reads one product and its variants, each in one statement that makes the JSON. */
@Injectable()
export class ProductPages {
  constructor(
    private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * The product with at most twenty variants as JSON text.
   *
   * @throws ProductNotFound also for one that is hidden.
   */
  async product(slug: string): Promise<string> {
    const values = { slug, ...this.money() };
    const [row] = await runQuery<ProductRow, keyof typeof values>(this.db, PRODUCT_PAGE, values);
    if (row === undefined) throw new ProductNotFound();
    const hasMore = row.variant_count > EMBEDDED_VARIANTS;
    const cursor = hasMore ? encodeCursor([row.last_position, row.last_id]) : null;
    return `${row.body.slice(0, -1)},"nextVariantsCursor":${JSON.stringify(cursor)}}`;
  }

  /**
   * One page of a product's variants as JSON text.
   *
   * @throws ProductNotFound also for one that is hidden; InvalidCursor.
   */
  async variants(slug: string, limit: number, cursor: string | undefined): Promise<string> {
    const after = cursor === undefined ? BEFORE_ALL : readCursor(cursor);
    const [row] = await runQuery<VariantsRow, (typeof VARIANT_PAGE.parameters)[number]>(
      this.db,
      VARIANT_PAGE,
      { slug, limit, afterPosition: after.position, afterId: after.id, ...this.money() },
    );
    if (row === undefined) throw new ProductNotFound();
    const next = row.n > limit ? encodeCursor([row.last_position, row.last_id]) : null;
    return `{"items":${row.body},"nextCursor":${JSON.stringify(next)}}`;
  }

  private money(): { currency: string; digits: number } {
    return { currency: this.env.CURRENCY, digits: currencyExponent(this.env.CURRENCY) };
  }
}

function readCursor(text: string): { position: number; id: string } {
  const [position, id] = decodeCursor(text, 2);
  const isPosition = Number.isInteger(position) && Math.abs(Number(position)) < 2 ** 31;
  if (!isPosition || typeof id !== 'string' || !UUID.test(id)) throw new InvalidCursor();
  return { position: Number(position), id };
}
