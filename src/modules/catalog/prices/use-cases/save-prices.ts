import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/domain-error.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { VariantNotFound } from '../../catalog.errors.js';
import { PricesRepository } from '../data/prices.repository.js';
import { amountOf, assertPriced } from '../price-view.js';
import type { PriceRow, SavedPrice } from '../prices.types.js';

type RowError = SavedPrice['errors'][number];

interface Judged {
  readonly key: string;
  readonly variantId: string;
  readonly currency: string;
  readonly price: string | null;
  readonly compareAtPrice: string | null;
  readonly errors: RowError[];
}

/** Sets and takes away prices of many variants; each row is judged by itself, the good ones are saved together. */
@Injectable()
export class SavePrices {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly prices: PricesRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Three statements, however many rows. */
  async execute(ctx: RequestContext, rows: readonly PriceRow[]): Promise<SavedPrice[]> {
    const judged = this.judge(rows);
    return this.uow.run(ctx, async (tx) => {
      const wanted = judged.filter(({ errors }) => errors.length === 0);
      const there = await this.prices.hold(tx, [
        ...new Set(wanted.map(({ variantId }) => variantId)),
      ]);
      const good = wanted.filter(({ variantId }) => there.has(variantId));
      const cells = good.flatMap((row) =>
        row.price === null ? [] : [{ ...row, price: row.price }],
      );
      const saved = await this.prices.save(tx, cells);
      const removed = await this.prices.remove(
        tx,
        good.filter(({ price }) => price === null),
      );
      return judged.map((row, index) => {
        if (row.errors.length > 0) return { index, outcome: 'refused', errors: row.errors };
        if (!there.has(row.variantId)) return { index, outcome: 'refused', errors: [MISSING] };
        return { index, outcome: outcomeOf(row.key, saved, removed), errors: [] };
      });
    });
  }

  private judge(rows: readonly PriceRow[]): Judged[] {
    const seen = new Set<string>();
    return rows.map((row) => {
      const variantId = row.variantId.toLowerCase();
      const key = `${variantId}/${row.currency}`;
      const errors: RowError[] = [];
      const note = (pointer: string, work: () => string | null): string | null => {
        try {
          return work();
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          errors.push({ pointer, code: error.code, detail: error.message });
          return null;
        }
      };
      note('/currency', () => {
        assertPriced(row.currency, this.env);
        return null;
      });
      // Of an unknown currency nobody knows the digits.
      const amount = (pointer: string, text: string | null): string | null =>
        text === null || errors.length > 0
          ? null
          : note(pointer, () => amountOf(text, row.currency));
      const price = amount('/price', row.price);
      const compareAtPrice = amount('/compareAtPrice', row.compareAtPrice);
      if (seen.has(key)) errors.push(REPEATED);
      seen.add(key);
      return { key, variantId, currency: row.currency, price, compareAtPrice, errors };
    });
  }
}

const MISSING: RowError = {
  pointer: '/variantId',
  code: VariantNotFound.problem.code,
  detail: VariantNotFound.problem.title,
};
const REPEATED: RowError = {
  pointer: '',
  code: 'catalog.row_repeated',
  detail: 'An earlier row has the same variant and currency',
};

function outcomeOf(
  key: string,
  saved: ReadonlySet<string>,
  removed: ReadonlySet<string>,
): 'saved' | 'removed' | 'unchanged' {
  if (saved.has(key)) return 'saved';
  return removed.has(key) ? 'removed' : 'unchanged';
}
