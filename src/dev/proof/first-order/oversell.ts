import type { ProofRow } from '../table.js';
import type { ShopSource } from '../proof-rig.js';
import { STOCK_CONSERVED } from '../invariants.js';
import { fillCart, placeOrder, countRows } from '../shopping.js';
import { setStock, someVariant } from '../stock.js';

const BUYERS = 60;
const UNITS = 10;

/** Sixty customers order one of ten units at the same moment. */
export async function oversell(rig: ShopSource, broken: string | null): Promise<ProofRow> {
  const isBroken = broken === 'stock-guard';
  const shop = await rig.shop();
  if (isBroken) {
    await shop.owner.query(
      'ALTER TABLE product_variants DROP CONSTRAINT ck_product_variants_inventory_quantity',
    );
  }
  await shop.startApi({
    ...(isBroken ? { program: 'src/dev/proof/api-without-stock-guard.js' } : {}),
  });
  const variantId = await someVariant(shop);
  await setStock(shop, variantId, UNITS);
  const buyers = await shop.buyers(BUYERS);
  for (const buyer of buyers) await fillCart(shop, buyer, variantId);

  const answers = await Promise.all(buyers.map((buyer) => placeOrder(shop, buyer)));
  const sold = answers.filter((answer) => answer.status === 201).length;
  const refused = answers.filter(
    (answer) => answer.status === 409 && typeof answer.body['code'] === 'string',
  );
  const { rows } = await shop.owner.query<{ left: number }>(
    'SELECT inventory_quantity AS left FROM product_variants WHERE id = $1',
    [variantId],
  );
  const left = rows[0]?.left ?? -1;
  const offenders = await countRows(shop, STOCK_CONSERVED);
  const codes = [...new Set(refused.map((answer) => String(answer.body['code'])))].join(', ');
  const others = answers.length - sold - refused.length;
  return {
    name: `${BUYERS} buyers at once for ${UNITS} units`,
    isKept: sold === UNITS && refused.length === BUYERS - UNITS && left === 0 && offenders === 0,
    n: BUYERS,
    seen: `${sold} orders, ${refused.length} refused (409 ${codes}), ${others} other answers, ${left} left`,
    invariant: STOCK_CONSERVED,
  };
}
