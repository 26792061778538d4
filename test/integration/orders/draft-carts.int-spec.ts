import { describe, expect, it } from 'vitest';
import { systemContext, withAllRows } from '../../../src/common/request-context.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { DraftsRepository } from '../../../src/modules/orders/drafts/drafts.repository.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import { useIntegration } from '../../setup/test-app.js';
import { warmPool } from './concurrency.js';

const DRAFTS = 60;
const AT_ONCE = 8;

describe('The cart of a draft', () => {
  const t = useIntegration({ only: [OrdersHttpModule], env: { DATABASE_POOL_MAX: '12' } });

  it('is made once by many at once, without a deadlock or a refusal', async () => {
    await warmPool(t, AT_ONCE);
    const { variantId } = await t.given.sellable();
    const ctx = withAllRows(systemContext('test'));
    const drafts = t.get(DraftsRepository);
    const { rows } = await t.owner.query<{ id: string }>(
      `INSERT INTO order_drafts (email)
       SELECT n || '@example.com' FROM generate_series(1, $1) n RETURNING id`,
      [DRAFTS],
    );
    const line = { variantId, quantity: 1, notes: null, unitPrice: null, priceReason: null };
    for (const { id } of rows) {
      const draft = await drafts.find(ctx, id);
      if (draft === null) throw new Error('The draft is gone');
      const now = { ...draft, currency: 'USD', lines: [line] };
      const prepare = () =>
        t.get(UnitOfWork).run({ ...ctx }, (tx) => drafts.prepareCart(tx, now, id));
      const made = await Promise.allSettled(Array.from({ length: AT_ONCE }, prepare));
      const isMade = made.map((one) => one.status === 'fulfilled' && one.value);
      expect(isMade).toEqual(Array.from({ length: AT_ONCE }, () => true));
    }
    const deadlocks = await t.owner.query<{ n: number }>(
      'SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()',
    );
    expect(deadlocks.rows).toEqual([{ n: 0 }]);
  });
});
