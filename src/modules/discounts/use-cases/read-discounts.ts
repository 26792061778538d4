import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../common/http/cursor.js';
import { type Page, toPage } from '../../../common/http/page.response.js';
import type { RequestContext } from '../../../common/request-context.js';
import { DiscountCodesRepository } from '../data/discount-codes.repository.js';
import { DISCOUNT_SORTS, type DiscountSort } from '../data/kept-discounts.sql.js';
import { KeptDiscountsRepository } from '../data/kept-discounts.repository.js';
import { DiscountNotFound, NoSingleUseCodes } from '../discounts.errors.js';
import type {
  DiscountFilter,
  DiscountStatistics,
  DiscountView,
  KeptCode,
} from '../kept-discount.types.js';

const CODES_AT_ONCE = 5_000;
const CODE = /^[\x21-\x7e]{1,50}$/;

/** Discounts, their codes and their use, for staff. */
@Injectable()
export class ReadDiscounts {
  constructor(
    private readonly discounts: KeptDiscountsRepository,
    private readonly codes: DiscountCodesRepository,
  ) {}

  /** @throws InvalidCursor */
  async list(
    filter: DiscountFilter,
    sort: DiscountSort,
    limit: number,
    cursor: string | null,
  ): Promise<Page<DiscountView>> {
    const after = DISCOUNT_SORTS.read(sort, cursor);
    const rows = await this.discounts.list(filter, sort, after, limit);
    return toPage(
      rows,
      limit,
      (row) => row,
      (last) => DISCOUNT_SORTS.write(sort, last),
    );
  }

  /** @throws DiscountNotFound */
  async get(id: string): Promise<DiscountView> {
    const found = await this.discounts.find(null, id);
    if (found === null) throw new DiscountNotFound();
    return found;
  }

  /** @throws DiscountNotFound */
  async statistics(ctx: RequestContext, id: string): Promise<DiscountStatistics> {
    await this.get(id);
    return this.discounts.statistics(ctx, id);
  }

  /** In the order of the letters. @throws DiscountNotFound, NoSingleUseCodes, InvalidCursor */
  async listCodes(
    id: string,
    isUsed: boolean | null,
    limit: number,
    cursor: string | null,
  ): Promise<Page<KeptCode>> {
    await this.assertHasCodes(id);
    const after = cursor === null ? null : codeIn(cursor);
    const rows = await this.codes.list(id, isUsed, after, limit + 1);
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ code }) => encodeCursor([code]),
    );
  }

  /** All codes as CSV, read bit by bit however many there are. @throws DiscountNotFound, NoSingleUseCodes */
  async exportCodes(id: string): Promise<Readable> {
    await this.assertHasCodes(id);
    return Readable.from(this.csv(id));
  }

  /** Codes, times and ids hold nothing that CSV would have to quote. */
  private async *csv(id: string): AsyncGenerator<string> {
    yield 'code,usedAt,orderId\r\n';
    let after: string | null = null;
    for (;;) {
      const rows: KeptCode[] = await this.codes.list(id, null, after, CODES_AT_ONCE);
      if (rows.length > 0) yield rows.map(csvLine).join('');
      after = rows.at(-1)?.code ?? null;
      if (rows.length < CODES_AT_ONCE) return;
    }
  }

  private async assertHasCodes(id: string): Promise<void> {
    if (!(await this.get(id)).singleUseCodes) throw new NoSingleUseCodes();
  }
}

function csvLine({ code, usedAt, orderId }: KeptCode): string {
  return `${code},${usedAt?.toISOString() ?? ''},${orderId ?? ''}\r\n`;
}

function codeIn(cursor: string): string {
  const [code] = decodeCursor(cursor, 1);
  if (typeof code !== 'string' || !CODE.test(code)) throw new InvalidCursor();
  return code;
}
