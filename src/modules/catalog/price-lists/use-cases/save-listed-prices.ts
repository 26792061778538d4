import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/domain-error.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { VariantNotFound } from '../../catalog.errors.js';
import { amountOf } from '../../prices/price-view.js';
import type { SavedPrice } from '../../prices/prices.types.js';
import { ListedPricesRepository } from '../data/listed-prices.repository.js';
import { PriceListsRepository } from '../data/price-lists.repository.js';
import { PriceListNotFound } from '../price-lists.errors.js';
import type { ListedPriceRow } from '../price-lists.types.js';

type RowError = SavedPrice['errors'][number];

interface Judged extends ListedPriceRow {
  readonly key: string;
  readonly errors: readonly RowError[];
}

/** Sets and takes away prices of a list; each row is judged by itself, the good ones are saved together. */
@Injectable()
export class SaveListedPrices {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly lists: PriceListsRepository,
    private readonly prices: ListedPricesRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Four statements, however many rows. @throws PriceListNotFound */
  async execute(
    ctx: RequestContext,
    listId: string,
    rows: readonly ListedPriceRow[],
  ): Promise<SavedPrice[]> {
    return this.uow.run(ctx, async (tx) => {
      const list = await this.lists.lock(tx, listId);
      if (list === null) throw new PriceListNotFound();
      const judged = judge(rows, list.currency ?? this.env.CURRENCY);
      const wanted = judged.filter(({ errors }) => errors.length === 0);
      const ids = [...new Set(wanted.map(({ variantId }) => variantId))];
      const there = await this.prices.living(tx, ids);
      const good = wanted.filter(({ variantId }) => there.has(variantId));
      const cells = good.flatMap(({ price, ...row }) =>
        price === null ? [] : [{ ...row, price }],
      );
      const saved = await this.prices.save(tx, listId, cells);
      const gone = good.filter(({ price }) => price === null);
      const removed = await this.prices.remove(tx, listId, gone);
      return judged.map(({ key, variantId, errors }, index): SavedPrice => {
        if (errors.length > 0) return { index, outcome: 'refused', errors };
        if (!there.has(variantId)) return { index, outcome: 'refused', errors: [MISSING] };
        const outcome = removed.has(key) ? 'removed' : 'unchanged';
        return { index, outcome: saved.has(key) ? 'saved' : outcome, errors };
      });
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
  detail: 'An earlier row has the same variant and quantity',
};

function judge(rows: readonly ListedPriceRow[], currency: string): Judged[] {
  const seen = new Set<string>();
  return rows.map(({ minQuantity, ...row }) => {
    const variantId = row.variantId.toLowerCase();
    const key = `${variantId}/${minQuantity}`;
    const { price, error } = priceOf(row.price, currency);
    const errors = [...(error === null ? [] : [error]), ...(seen.has(key) ? [REPEATED] : [])];
    seen.add(key);
    return { key, variantId, minQuantity, price, errors };
  });
}

function priceOf(
  text: string | null,
  currency: string,
): { readonly price: string | null; readonly error: RowError | null } {
  try {
    return { price: text === null ? null : amountOf(text, currency), error: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { price: null, error: { pointer: '/price', code: error.code, detail: error.message } };
  }
}
