import { Injectable } from '@nestjs/common';
import { PreconditionFailed } from '../../../common/errors/common-errors.js';
import { assertUnchanged } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import { namedQuery } from '../../../database/named-query.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { VariantNotFound } from '../../catalog/catalog.errors.js';
import { CHANGE_SETTINGS } from '../data/stock-view-statements.js';
import { etagOfStock, type StockView, StockViews } from '../data/stock-views.js';
import { type NamedRow, refuse, type RowResult, sortRows } from '../domain/row-results.js';

/** What is sold beyond what is there, from when on, and what counts as few; left out: as it was. */
export interface StockSettings {
  readonly backorderLimit?: number | undefined;
  readonly availableOn?: string | null | undefined;
  readonly lowStockThreshold?: number | null | undefined;
}

/** A row for many variants, with the ETag as last seen where two may edit the same. */
export type SettingsRow = StockSettings & NamedRow & { readonly etag?: string | undefined };

/** Sets limits of backorders, days of preorders and thresholds: of one variant or of up to 500 at once. */
@Injectable()
export class ChangeStockSettings {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly views: StockViews,
  ) {}

  /** @throws VariantNotFound, PreconditionFailed */
  async one(
    ctx: RequestContext,
    variantId: string,
    settings: StockSettings,
    ifMatch: string | null,
  ): Promise<StockView> {
    return this.uow.run(ctx, async (tx) => {
      const stored = (await this.views.hold(tx, [variantId])).get(variantId);
      if (stored === undefined) throw new VariantNotFound();
      assertUnchanged(ifMatch, etagOfStock(stored));
      await this.write(tx, [{ variantId, settings }]);
      const changed = (await this.views.hold(tx, [variantId])).get(variantId);
      if (changed === undefined) throw new VariantNotFound();
      return changed;
    });
  }

  /** A refused row does not stop the others. */
  async many(ctx: RequestContext, rows: readonly SettingsRow[]): Promise<RowResult[]> {
    return this.uow.run(ctx, async (tx) => {
      const { usable, refused } = sortRows(rows, await this.views.resolve(tx, rows));
      const held = await this.views.hold(
        tx,
        usable.map(({ variantId }) => variantId),
      );
      const results: RowResult[] = [...refused];
      const changes: { variantId: string; settings: StockSettings }[] = [];
      for (const { index, row, variantId } of usable) {
        const stored = held.get(variantId);
        if (stored === undefined) results.push(refuse(index, variantId, VariantNotFound));
        else if (row.etag !== undefined && row.etag !== etagOfStock(stored)) {
          results.push(refuse(index, variantId, PreconditionFailed));
        } else {
          changes.push({ variantId, settings: row });
          results.push({ index, variantId, outcome: 'done', ...NOTHING_MOVED });
        }
      }
      await this.write(tx, changes);
      return results.toSorted((a, b) => a.index - b.index);
    });
  }

  private async write(
    tx: Tx,
    changes: readonly { variantId: string; settings: StockSettings }[],
  ): Promise<void> {
    if (changes.length === 0) return;
    const rows = changes.map(({ variantId, settings }) => ({
      id: variantId,
      set_limit: settings.backorderLimit !== undefined,
      limit: settings.backorderLimit ?? 0,
      set_day: settings.availableOn !== undefined,
      day: settings.availableOn ?? null,
      set_few: settings.lowStockThreshold !== undefined,
      few: settings.lowStockThreshold ?? null,
    }));
    await namedQuery(tx, CHANGE_SETTINGS, [JSON.stringify(rows)]);
  }
}

const NOTHING_MOVED = { before: null, after: null, code: null, detail: null };
