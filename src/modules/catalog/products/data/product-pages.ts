import { Inject, Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../../common/http/cursor.js';
import type { StorefrontView } from '../../../../common/http/storefront-view.js';
import { ENV, type Env } from '../../../../config/env.js';
import { Db } from '../../../../database/db.js';
import { runQuery } from '../../data/query.js';
import { viewParameters } from '../../data/view-parameters.js';
import { EMBEDDED_VARIANTS, productPage, variantPage } from './product-query.js';

/** An answer about one product. */
export interface ProductText {
  readonly productId: string;
  /** JSON. */
  readonly text: string;
  /** The text follows from the clock, too: so long it is right, in milliseconds; null: until rows change. */
  readonly rightForMs: number | null;
}

/** Which variants of a product to read. */
export interface VariantsRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Codes of attribute and value; those of one attribute are alternatives. */
  readonly options: readonly (readonly [attribute: string, value: string])[];
}

interface ProductRow {
  readonly id: string;
  readonly right_for_ms: number | null;
  readonly body: string;
  readonly variant_count: number;
  readonly last_position: number | null;
  readonly last_id: string | null;
}

interface VariantsRow {
  readonly id: string;
  readonly right_for_ms: number | null;
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

  /** The product with at most twenty variants; null where nothing that may be seen lives. */
  async product(slug: string, view: StorefrontView): Promise<ProductText | null> {
    const values = { slug, ...viewParameters(view, this.env.CURRENCY) };
    const query = productPage(view);
    const [row] = await runQuery<ProductRow, keyof typeof values>(
      view.reader ?? this.db,
      query,
      values,
    );
    if (row === undefined) return null;
    const hasMore = row.variant_count > EMBEDDED_VARIANTS;
    const cursor = hasMore ? encodeCursor([row.last_position, row.last_id]) : null;
    const text = `${row.body.slice(0, -1)},"nextVariantsCursor":${JSON.stringify(cursor)}}`;
    return { productId: row.id, text, rightForMs: row.right_for_ms };
  }

  /**
   * One page of a product's variants; null where nothing that may be seen lives.
   *
   * @throws InvalidCursor
   */
  async variants(
    slug: string,
    { limit, cursor, options }: VariantsRequest,
    view: StorefrontView,
  ): Promise<ProductText | null> {
    const after = cursor === undefined ? BEFORE_ALL : readCursor(cursor);
    const values = {
      slug,
      limit,
      afterPosition: after.position,
      afterId: after.id,
      attributes: options.map(([attribute]) => attribute),
      values: options.map(([, value]) => value),
      ...viewParameters(view, this.env.CURRENCY),
    };
    const query = variantPage(view);
    const [row] = await runQuery<VariantsRow, keyof typeof values>(
      view.reader ?? this.db,
      query,
      values,
    );
    if (row === undefined) return null;
    const next = row.n > limit ? encodeCursor([row.last_position, row.last_id]) : null;
    const text = `{"items":${row.body},"nextCursor":${JSON.stringify(next)}}`;
    return { productId: row.id, text, rightForMs: row.right_for_ms };
  }
}

function readCursor(text: string): { position: number; id: string } {
  const [position, id] = decodeCursor(text, 2);
  const isPosition = Number.isInteger(position) && Math.abs(Number(position)) < 2 ** 31;
  if (!isPosition || typeof id !== 'string' || !UUID.test(id)) throw new InvalidCursor();
  return { position: Number(position), id };
}
