import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../database/unit-of-work.js';
import { CatalogTransferService } from '../../catalog/transfer/catalog-transfer.service.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { errorOf, type RowMapper } from '../domain/columns.js';
import type { Draft, DraftVariant } from '../domain/draft.js';
import type { ImportView } from '../transfers.types.js';
import type { DraftSaver, Saved } from './save-batch.js';

/** Sets stock: each row a variant and what is on its shelf, or what comes and goes. */
@Injectable()
export class SaveStockDrafts implements DraftSaver {
  constructor(
    private readonly catalog: CatalogTransferService,
    private readonly inventory: InventoryService,
  ) {}

  async save(
    tx: Tx,
    drafts: readonly Draft[],
    _mapper: RowMapper,
    { dryRun }: ImportView,
  ): Promise<Saved> {
    const saved: Saved = { outcomes: new Map(), errors: [] };
    const rows = drafts.flatMap(({ variants }) => variants).filter((row) => isWhole(row, saved));
    const known = await this.catalog.findVariants(
      tx,
      rows.flatMap(({ values }) => values.sku ?? []),
    );
    let waiting = rows.filter((row) => {
      if (known.has(row.values.sku ?? '')) return true;
      refuse(saved, row, 'catalog.variant_not_found', 'There is no variant with this SKU');
      return false;
    });
    // A SKU that is there twice counts twice, one after the other.
    while (waiting.length > 0) {
      const round = new Map<string, DraftVariant>();
      const later: DraftVariant[] = [];
      for (const row of waiting) {
        const id = known.get(row.values.sku ?? '')?.variantId ?? '';
        if (round.has(id)) later.push(row);
        else round.set(id, row);
      }
      await this.saveRound(tx, round, saved, dryRun);
      waiting = later;
    }
    return saved;
  }

  private async saveRound(
    tx: Tx,
    round: ReadonlyMap<string, DraftVariant>,
    saved: Saved,
    dryRun: boolean,
  ): Promise<void> {
    const changes = [...round].map(([variantId, { stock, delta, note }]) => ({
      variantId,
      quantity: stock,
      delta,
      note,
    }));
    const done = await this.inventory.setStock(tx, changes, { dryRun });
    for (const { variantId, before, after, isPossible } of done) {
      const row = round.get(variantId);
      if (!row) continue;
      if (!isPossible) {
        const what = `There are ${before} pieces, and there cannot be ${after}`;
        refuse(saved, row, 'inventory.impossible_quantity', what);
      } else saved.outcomes.set(row.row, before === after ? 'unchanged' : 'updated');
    }
    for (const row of round.values()) {
      if (saved.outcomes.has(row.row)) continue;
      refuse(saved, row, 'catalog.variant_not_found', 'There is no variant with this SKU');
    }
  }
}

/** A row says which variant, and either a quantity or a difference. */
function isWhole(row: DraftVariant, saved: Saved): boolean {
  if (!row.values.sku) {
    refuse(saved, row, 'transfers.sku_missing', 'There is no SKU in the row');
    return false;
  }
  if ((row.stock === undefined) === (row.delta === undefined)) {
    const what = 'Say either a quantity or a delta';
    refuse(saved, row, 'transfers.quantity_or_delta', what);
    return false;
  }
  return true;
}

function refuse(saved: Saved, row: DraftVariant, code: string, message: string): void {
  saved.outcomes.set(row.row, 'failed');
  saved.errors.push(errorOf(row.row, 'sku', code, message, row.values.sku ?? null));
}
