import { randomUUID } from 'node:crypto';
import type { ShopSource } from '../../proof-rig.js';
import type { ShopUnderTest } from '../../shop-under-test.js';
import { staffToken } from '../../staff.js';
import { setStock } from '../../stock.js';
import { QUEUES, type Stage } from './stage.types.js';
import type { ModelShop } from './model-types.js';

const MAX_OPEN = 3;
const CUSTOMERS = 3;
/** Free pieces, pieces that may be owed, price. */
const VARIANTS = [
  { stock: 3, limit: 0, price: 1_000 },
  { stock: 1, limit: 2, price: 1_250 },
] as const;
const CODE = { limit: 2, userLimit: 1 } as const;

/** A shop in which stories are played, one after the other. */
export interface Theatre {
  readonly shop: ShopUnderTest;
  readonly apis: readonly string[];
  readonly staff: string;
  /** Rows that break a rule since an earlier story: the next ones are not to blame for them. */
  known: ReadonlyMap<string, number>;
}

/** Other programs than those of the shop. */
export interface Programs {
  readonly api?: string;
  readonly worker?: string;
}

/** Starts two API processes and a worker; nothing of the demo takes anything off a price. */
export async function openTheatre(
  rig: ShopSource,
  {
    api: program,
    worker = 'src/dev/proof/checkout/model/worker-without-schedules.js',
  }: Programs = {},
): Promise<Theatre> {
  const shop = await rig.shop({
    isOnRedis: true,
    variables: {
      RATE_LIMITS: 'off',
      MAX_OPEN_UNPAID_ORDERS: String(MAX_OPEN),
      MAX_STOCK_SHARE: '100',
    },
  });
  await shop.owner.query('UPDATE discounts SET is_active = false');
  const options = program === undefined ? {} : { program };
  await shop.startApi(options);
  const apis = [shop.url, await shop.startOtherApi(options)];
  await shop.startWorkerProgram(worker, QUEUES);
  return { shop, apis, staff: await staffToken(shop), known: new Map() };
}

/** New customers, variants and a code of their own. */
export async function setStage({ shop, apis, staff }: Theatre): Promise<Stage> {
  const code = `M-${randomUUID().slice(0, 13).toUpperCase()}`;
  const { rows } = await shop.owner.query<{ id: string }>(
    `INSERT INTO discounts (name, code, type, value, usage_limit, user_limit)
     VALUES ($1, $1, 'percentage', 10, $2, $3) RETURNING id`,
    [code, CODE.limit, CODE.userLimit],
  );
  const variantIds: string[] = [];
  for (const { stock, limit, price } of VARIANTS) {
    const id = randomUUID();
    await shop.owner.query(
      `WITH made AS (INSERT INTO products (name, slug, base_price, published, status)
         VALUES ('Model', $1::text, 1, true, 'active') RETURNING id)
       INSERT INTO product_variants (id, product_id, name, price, inventory_quantity, backorder_limit)
       SELECT $1::uuid, id, 'Only', $2::numeric / 100, 0, $3 FROM made`,
      [id, price, limit],
    );
    await setStock(shop, id, stock);
    variantIds.push(id);
  }
  const buyers = await shop.buyers(CUSTOMERS);
  return { shop, apis, staff, buyers, variantIds, discountId: rows[0]?.id ?? '', code };
}

/** The same for the model. */
export function newModel(): ModelShop {
  return {
    variants: VARIANTS.map(({ stock: net, limit, price }) => ({
      net,
      limit,
      price,
      isActive: true,
    })),
    customers: Array.from({ length: CUSTOMERS }, () => {
      return { lines: new Map(), hasCode: false, lastOrder: null, uses: { code: 0 } };
    }),
    orders: [],
    code: { ...CODE, used: 0, isOver: false },
    maxOpen: MAX_OPEN,
  };
}
