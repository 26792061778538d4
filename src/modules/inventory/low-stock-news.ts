import type { Outbox } from '../../queue/outbox/outbox.js';
import { stockLow } from './inventory.events.js';
import type { LowStockNews } from './inventory.types.js';

/** Stands for the variant, which the statement alone knows. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** For statements that take stock and tell in the same breath that a variant has become few. */
export function lowStockNews(outbox: Outbox, threshold: number): LowStockNews {
  return { threshold, rows: outbox.rowsOf(stockLow, { variantId: NOBODY }) };
}
