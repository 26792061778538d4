import { Inject, Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../../common/http/cursor.js';
import { type Page, toPage } from '../../../../common/http/page.response.js';
import { currencyExponent } from '../../../../common/money/money.js';
import { ENV, type Env } from '../../../../config/env.js';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import { ProductNotFound, VariantNotFound } from '../../catalog.errors.js';
import type {
  AdminProductResponse,
  AdminProductSummary,
  AdminVariantResponse,
} from '../http/dto/admin-product.response.js';
import {
  ADMIN_PRODUCT,
  ADMIN_SORTS,
  ADMIN_VARIANT,
  ADMIN_VARIANTS,
  type AdminFilter,
  type AdminSort,
  adminList,
} from './admin-query.js';

interface Row<Doc> {
  readonly doc: Doc;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BEFORE_ALL = { position: -1, id: '00000000-0000-0000-0000-000000000000' };

/** Products and variants as staff sees them: unpublished, inactive and deleted ones too. */
@Injectable()
export class AdminProducts {
  constructor(
    private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws InvalidCursor */
  async list(
    filter: AdminFilter,
    sort: AdminSort,
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<AdminProductSummary>> {
    const after = ADMIN_SORTS.read(sort, cursor ?? null);
    const { statement, values } = adminList(filter, sort, after);
    const rows = await this.db.query<Row<AdminProductSummary> & { at: string; id: string }>(
      statement,
      [...this.money(), limit + 1, after?.at ?? null, after?.id ?? null, ...values],
    );
    return toPage(
      rows,
      limit,
      ({ doc }) => doc,
      (last) => ADMIN_SORTS.write(sort, last),
    );
  }

  /** @throws ProductNotFound */
  async get(executor: Tx | null, id: string): Promise<AdminProductResponse> {
    const values = [...this.money(), id];
    const [row] = await namedQuery<Row<AdminProductResponse>>(
      executor ?? this.db,
      ADMIN_PRODUCT,
      values,
    );
    if (row === undefined) throw new ProductNotFound();
    return row.doc;
  }

  /** @throws VariantNotFound */
  async variant(executor: Tx | null, id: string): Promise<AdminVariantResponse> {
    const values = [...this.money(), id];
    const [row] = await namedQuery<Row<AdminVariantResponse>>(
      executor ?? this.db,
      ADMIN_VARIANT,
      values,
    );
    if (row === undefined) throw new VariantNotFound();
    return row.doc;
  }

  /**
   * The variants of a product in their order; or its deleted ones.
   *
   * @throws ProductNotFound, InvalidCursor
   */
  async variants(
    productId: string,
    deleted: boolean,
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<AdminVariantResponse>> {
    const after = cursor === undefined ? BEFORE_ALL : readCursor(cursor);
    const rows = await this.db.query<Row<AdminVariantResponse>>(ADMIN_VARIANTS, [
      ...this.money(),
      productId,
      limit + 1,
      after.position,
      after.id,
      deleted,
    ]);
    if (rows.length === 0) await this.get(null, productId);
    const cursorOf = ({ doc }: Row<AdminVariantResponse>): string =>
      encodeCursor([doc.position, doc.id]);
    return toPage(rows, limit, ({ doc }) => doc, cursorOf);
  }

  private money(): [string, number] {
    return [this.env.CURRENCY, currencyExponent(this.env.CURRENCY)];
  }
}

function readCursor(text: string): { position: number; id: string } {
  const [position, id] = decodeCursor(text, 2);
  const isPosition = Number.isInteger(position) && Math.abs(Number(position)) < 2 ** 31;
  if (!isPosition || typeof id !== 'string' || !UUID.test(id)) throw new InvalidCursor();
  return { position: Number(position), id };
}
