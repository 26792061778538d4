import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { FieldCipher } from '../../../common/crypto/field-cipher.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import type { Statement } from '../../../database/statement.js';
import * as sql from '../data/export-pages.sql.js';
import { guardCell } from '../../../common/csv-cell.js';
import { cellsOfLine } from '../formats/json-cells.js';
import type { ExportKind, ExportView } from '../transfers.types.js';

/** Products, customers or orders of a page: small, so that a page of large ones fits as well. */
const PAGE = 50;
const SMALL_PAGE = 1_000;
const BOM = '\ufeff';

const PAGES: Readonly<Record<ExportKind, { statement: Statement; size: number }>> = {
  products: { statement: sql.PRODUCTS_PAGE, size: PAGE },
  variants: { statement: sql.VARIANTS_PAGE, size: PAGE },
  stock: { statement: sql.STOCK_PAGE, size: SMALL_PAGE },
  prices: { statement: sql.PRICES_PAGE, size: SMALL_PAGE },
  customers: { statement: sql.CUSTOMERS_PAGE, size: PAGE * 4 },
  orders: { statement: sql.ORDERS_PAGE, size: PAGE },
};

const PRODUCT =
  'name short_description description brand category collections base_price product_sku status published publish_at unpublish_at featured product_weight tax_class dimensions metadata custom_fields';
const VARIANT =
  'sku variant_name cost_per_item stock weight barcode position active requires_shipping taxable';
const CUSTOMER =
  'id email username first_name last_name phone_number verified_email locked orders registered_at';
const ORDER =
  'order_number status placed_at email currency subtotal tax_amount shipping_cost discount_amount total_amount refunded_amount shipping_method recipient phone_number street ward district city postal_code country notes sku product_name variant_name quantity unit_price total_price item_discount item_tax';

/** The parts of an address that are encrypted where they are stored. */
const SEALED = ['recipient', 'phoneNumber', 'street'];

interface Line {
  readonly id?: string;
  readonly key: string;
  readonly line: string;
}

/** A page of a file. */
export interface ExportPage {
  readonly text: string;
  readonly rows: number;
  /** Where the next page begins; null behind the last one. */
  readonly next: string | null;
}

/** Writes what is in the shop as pages of a file: what an import of the same file would read. */
@Injectable()
export class ExportPages {
  constructor(
    private readonly db: Db,
    private readonly cipher: FieldCipher,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** The columns of a CSV file; those of attributes, currencies and languages are as of now. */
  async headerOf(ctx: RequestContext, kind: ExportKind): Promise<string[]> {
    const currencies = [this.env.CURRENCY, ...this.env.CURRENCIES];
    const prices = currencies.flatMap((code) => [`price:${code}`, `compare_at_price:${code}`]);
    if (kind === 'stock') return ['sku', 'quantity'];
    if (kind === 'prices') return ['sku', ...prices, 'cost_per_item'];
    if (kind === 'customers') return CUSTOMER.split(' ');
    if (kind === 'orders') return ORDER.split(' ');
    const names = await this.db.queryAs<{ name: string }>(ctx, sql.ATTRIBUTE_NAMES);
    const options = names.map(({ name }) => `option:${name}`);
    const variants = [...VARIANT.split(' '), ...prices, ...options];
    if (kind === 'variants') return ['slug', ...variants];
    const words = this.env.LOCALES.slice(1).flatMap((locale) =>
      ['name', 'slug', 'short_description', 'description'].map((field) => `${field}@${locale}`),
    );
    return ['slug', ...PRODUCT.split(' '), ...words, ...variants];
  }

  /** @param after where the page begins; null for the first one, which has the header in it */
  async page(
    ctx: RequestContext,
    asked: ExportView,
    header: readonly string[],
    after: string | null,
  ): Promise<ExportPage> {
    const { statement, size } = PAGES[asked.kind];
    const { CURRENCY, CURRENCIES, LOCALES } = this.env;
    const filters = JSON.stringify(asked.filters);
    const values = [after, size, filters, CURRENCIES, LOCALES.slice(1), CURRENCY];
    const found = await this.db.queryAs<Line>(ctx, statement, values);
    const lines = found.flatMap((line) => this.linesOf(asked.kind, line));
    const rows = asked.format === 'csv' ? lines.flatMap(cellsOfLine) : [];
    const last = found.at(-1);
    const text =
      asked.format === 'jsonl'
        ? lines.map((line) => `${line}\n`).join('')
        : csvOf(rows, header, after === null);
    return {
      text,
      rows: asked.format === 'jsonl' ? lines.length : rows.length,
      next: last && found.length === size ? last.key : null,
    };
  }

  private linesOf(kind: ExportKind, { id = '', line }: Line): string[] {
    if (kind === 'variants') return variantLines(line);
    if (kind === 'orders') return [this.openOrder(id, line)];
    return [line];
  }

  private openOrder(id: string, line: string): string {
    const { shippingAddress, ...order } = JSON.parse(line) as Record<string, unknown>;
    const address = (shippingAddress ?? {}) as Record<string, string | null>;
    const opened = Object.entries(address).map(([field, text]) => {
      if (!SEALED.includes(field) || text === null) return [field, text];
      return [field, this.cipher.decrypt(text, `orders.shipping_address.${field}:${id}`)];
    });
    return JSON.stringify({ ...(Object.fromEntries(opened) as object), ...order });
  }
}

/** A line for each variant, with the slug of its product. */
function variantLines(line: string): string[] {
  const { slug, variants } = JSON.parse(line) as {
    slug: string;
    variants: Record<string, unknown>[];
  };
  return variants.map(({ name, ...variant }) =>
    JSON.stringify({ slug, variantName: name, ...variant }),
  );
}

function csvOf(
  rows: readonly ReadonlyMap<string, string>[],
  header: readonly string[],
  isFirst: boolean,
): string {
  const cells = rows.map((row) => header.map((name) => guardCell(row.get(name) ?? '')));
  const body = stringify(cells);
  return isFirst ? `${BOM}${stringify([header.map(guardCell)])}${body}` : body;
}
