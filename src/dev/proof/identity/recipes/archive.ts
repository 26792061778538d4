import { LIVE_COLUMNS, moveStatement } from '../../../../modules/orders/archive/archive.sql.js';
import { ARCHIVED_TABLES } from '../../../../modules/orders/archive/archived-tables.js';
import type { Scene } from '../people/scene.js';
import { customerOf, paidOrder } from './desk.js';
import type { Caller, Recipe } from './recipe.js';

/** A paid order that was moved to the archive, whole, as if it were old and finished. */
async function archivedOrder(scene: Scene, who: Caller): Promise<string> {
  const { orderId } = await paidOrder(scene, await customerOf(scene, who));
  const { owner } = scene.shop;
  const tables = ARCHIVED_TABLES.map(({ table }) => table);
  const { rows } = await owner.query<{ table: string; columns: string[] }>(LIVE_COLUMNS.text, [
    tables,
  ]);
  const columns = new Map(rows.map((row) => [row.table, row.columns]));
  await owner.query('DELETE FROM stock_reservations WHERE order_id = $1', [orderId]);
  for (const archived of ARCHIVED_TABLES) {
    const { text } = moveStatement(archived, columns.get(archived.table) ?? []);
    await owner.query(text, [[orderId]]);
  }
  return orderId;
}

/** What the routes of the archive need beside their examples. */
export const ARCHIVE_RECIPES: Readonly<Record<string, Recipe>> = {
  restoreOrder: async (scene, who) => ({ params: { orderId: await archivedOrder(scene, who) } }),
};
