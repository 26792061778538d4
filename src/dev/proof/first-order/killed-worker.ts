import type { ProofRow } from '../table.js';
import type { ShopSource } from '../proof-rig.js';
import { ORDERS_WHOLE, PAID_MEANS_CONFIRMED, STOCK_CONSERVED } from '../invariants.js';
import { countRows, payAtBank, placed, untilNone } from '../shopping.js';
import type { ShopUnderTest } from '../shop-under-test.js';
import { someVariant } from '../stock.js';
import { WaitPoints, type WaitPoint } from '../wait-points.js';

const LIMIT_MS = 60_000;
const EVENT_WAIT_MS = 10_000;

interface Paid {
  readonly paymentId: string;
  readonly reference: string;
  readonly eventId: string;
}

/** Five callbacks are being handled, each stands at another point, when the workers are killed. */
export async function killedWorker(rig: ShopSource, broken: string | null): Promise<ProofRow> {
  const shop = await rig.shop({ isOnRedis: true });
  await shop.startApi();
  const paid = await fivePaid(shop);
  const gate = new WaitPoints(shop.owner);
  await gate.close(pointsOf(paid));
  await shop.startWorker('relay', 'orders');
  const doomed = [
    await shop.startWorker('payment-callbacks'),
    await shop.startWorker('payment-callbacks'),
  ];
  await gate.waiting(paid.length);
  await Promise.all(doomed.map((worker) => worker.killHard()));
  await gate.open();
  if (broken === 'sweeper') await silenceSweeper(shop);
  const replacement = broken === 'sweeper' ? null : await shop.startWorker('payment-callbacks');
  const took = await untilNone(shop, PAID_MEANS_CONFIRMED, LIMIT_MS);
  const offenders =
    (await countRows(shop, STOCK_CONSERVED)) + (await countRows(shop, ORDERS_WHOLE));
  await replacement?.stop();
  return {
    name: 'payment worker killed at five points',
    isKept: took !== null && offenders === 0,
    n: paid.length,
    seen:
      took === null
        ? `not applied within ${LIMIT_MS / 1000} s`
        : `all applied once, ${(took / 1000).toFixed(1)} s after the kill, ${offenders} offending rows`,
    invariant: PAID_MEANS_CONFIRMED,
  };
}

async function fivePaid(shop: ShopUnderTest): Promise<Paid[]> {
  const variantId = await someVariant(shop);
  for (const buyer of await shop.buyers(5)) {
    await payAtBank(shop, buyer, await placed(shop, buyer, variantId));
  }
  const short = `SELECT 1 FROM payment_events HAVING count(*) < 5`;
  if ((await untilNone(shop, short, EVENT_WAIT_MS)) === null) {
    throw new Error('The bank did not call back five times');
  }
  const { rows } = await shop.owner.query<Paid>(
    `SELECT p.id AS "paymentId", p.reference, e.id AS "eventId"
       FROM payments p JOIN payment_events e ON e.reference = p.reference ORDER BY p.id`,
  );
  return rows;
}

/** Claimed, event marked, payment changed, next event written, at COMMIT: one point per payment. */
function pointsOf(paid: readonly Paid[]): WaitPoint[] {
  const [claimed, marked, changed, told, committed] = paid;
  if (!claimed || !marked || !changed || !told || !committed) throw new Error('Five are needed');
  return [
    {
      name: 'claimed',
      table: 'outbox_events',
      moment: 'UPDATE',
      when: `NEW.done_at IS NOT NULL AND NEW.payload ->> 'eventId' = '${claimed.eventId}'`,
    },
    {
      name: 'event marked',
      table: 'payment_events',
      moment: 'UPDATE',
      when: `NEW.id = '${marked.eventId}'`,
    },
    {
      name: 'payment changed',
      table: 'payments',
      moment: 'UPDATE',
      when: `NEW.id = '${changed.paymentId}'`,
    },
    {
      name: 'next event written',
      table: 'outbox_events',
      moment: 'INSERT',
      when: `NEW.event = 'payment.succeeded' AND NEW.payload ->> 'paymentId' = '${told.paymentId}'`,
    },
    {
      name: 'at COMMIT',
      table: 'payments',
      moment: 'COMMIT',
      when: `NEW.id = '${committed.paymentId}'`,
    },
  ];
}

/** The guard taken out: nobody works on the queue any more, and nothing is rung again. */
async function silenceSweeper(shop: ShopUnderTest): Promise<void> {
  await shop.owner.query(`
    CREATE FUNCTION proof_silence() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
    CREATE TRIGGER proof_silence BEFORE UPDATE ON outbox_events FOR EACH ROW
      WHEN (OLD.relay_count > 0 AND NEW.relay_count > OLD.relay_count) EXECUTE FUNCTION proof_silence()`);
}
