import type { RequestContext } from '../../common/request-context.js';
import { namedQuery } from '../named-query.js';
import type { UnitOfWork } from '../unit-of-work.js';

const BATCH = 1_000;

const DELETE_KEYS = {
  name: 'idempotency-delete-expired',
  text: `DELETE FROM idempotency_keys WHERE id IN (
    SELECT id FROM idempotency_keys WHERE expires_at < now()
    ORDER BY expires_at LIMIT $1::int FOR UPDATE SKIP LOCKED) RETURNING id`,
};

/** Forgets answers that are kept no longer, in batches of a transaction each. @returns how many */
export async function purgeIdempotencyKeys(uow: UnitOfWork, ctx: RequestContext): Promise<number> {
  let deleted = 0;
  for (;;) {
    const rows = await uow.run(ctx, (tx) => namedQuery(tx, DELETE_KEYS, [BATCH]));
    deleted += rows.length;
    if (rows.length < BATCH) return deleted;
  }
}
