import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../common/crypto/blind-index.js';
import type { RequestContext } from '../../../common/request-context.js';
import { namedQuery } from '../../../database/named-query.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { RENAME_GUEST } from '../data/encrypted-columns.js';
import { ErasuresRepository } from '../data/erasures.repository.js';
import { COUNT_OPEN_ORDERS, eraseStatement, FIND_GUEST_KEYS } from '../data/person-sql.js';
import { mediaQueue } from '../../media/media.jobs.js';
import { personalColumnNames, storedTables } from '../personal-data.js';
import { personErased } from '../privacy.events.js';
import { transfersQueue } from '../privacy.jobs.js';
import type { ErasureView } from '../privacy.types.js';

/** How a run differs from the usual one. */
export interface ErasureOptions {
  readonly batchSize: number;
  /** How long a request may last that began before the account was closed, in seconds. */
  readonly settleSeconds: number;
}

const DEFAULTS: ErasureOptions = { batchSize: 500, settleSeconds: 60 };

const TAKE_PICTURE = {
  name: 'privacy-take-picture',
  text: `
    WITH person AS (
      SELECT id, avatar_image_id AS key FROM users WHERE id = $1 AND avatar_image_id IS NOT NULL FOR UPDATE
    )
    UPDATE users u SET avatar_image_id = NULL, avatar_url = NULL FROM person p WHERE u.id = p.id
    RETURNING p.key`,
};
const FIND_ADDRESSES = {
  name: 'privacy-find-addresses',
  text: `
    SELECT lower(trim(u.email)) AS email FROM users u WHERE u.id = $1
    UNION SELECT lower(trim(o.email)) FROM orders o WHERE o.user_id = $1 OR o.id = ANY ($2::uuid[])
    UNION SELECT lower(trim(o.email)) FROM orders_archive o WHERE o.user_id = $1 OR o.id = ANY ($2::uuid[])`,
};
/** That a mail went stays known, to whom does not. */
const FORGET_RECIPIENT = {
  name: 'privacy-forget-recipient',
  text: `UPDATE mail_deliveries SET recipient_hash = encode(sha256(gen_random_uuid()::text::bytea), 'hex')
    WHERE recipient_hash = ANY ($1::text[])`,
};
const ERASE_APPEND_ONLY = {
  name: 'privacy-erase-append-only',
  text: 'SELECT erase_append_only($1::uuid) AS erased',
};
const ERASE_AUDIT = {
  name: 'privacy-erase-audit',
  text: 'SELECT erase_audit_rows($1::uuid, $2::jsonb) AS erased',
};

/**
 * Erases one entry of the list, table by table as the registry says, each batch a transaction. Every
 * step finds only what is still there, so it may be killed anywhere, run twice, and run by two at
 * once. Orders on their way keep their address until they have arrived: the run ends as `waiting`
 * and a later one does the rest.
 */
@Injectable()
export class ApplyErasure {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly erasures: ErasuresRepository,
    private readonly outbox: Outbox,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** @returns how many orders are still on their way, or null when there was nothing to do */
  async execute(
    ctx: RequestContext,
    erasureId: string,
    options: Partial<ErasureOptions> = {},
  ): Promise<number | null> {
    const { batchSize, settleSeconds } = { ...DEFAULTS, ...options };
    const erasure = await this.erasures.find(ctx, erasureId, settleSeconds);
    if (!erasure || erasure.status === 'applied') return null;
    await this.tell(ctx, erasure);
    await this.uow.run(ctx, (tx) => this.forgetRecipient(tx, erasure));
    for (const table of storedTables()) {
      const statement = eraseStatement(table);
      if (!statement) continue;
      const values = [erasure.userId, erasure.orderIds, batchSize];
      let erased: number;
      do {
        erased = await this.uow.run(ctx, async (tx) => {
          return (await namedQuery(tx, statement, values)).length;
        });
      } while (erased === batchSize);
    }
    await this.uow.run(ctx, (tx) => this.forgetGuest(tx, erasure));
    await this.uow.run(ctx, (tx) => namedQuery(tx, ERASE_APPEND_ONLY, [erasureId]));
    return this.uow.run(ctx, (tx) => this.finish(tx, erasure, settleSeconds));
  }

  /** Before anything is gone: others are told, once, and the file of the picture is to go. */
  private async tell(ctx: RequestContext, { id, userId }: ErasureView): Promise<void> {
    if (userId === null) return;
    await this.uow.run(ctx, async (tx) => {
      const first = await this.erasures.begin(tx, id);
      if (first) await this.outbox.publish(tx, personErased, { userId }, { aggregateId: userId });
      for (const { key } of await namedQuery<{ key: string }>(tx, TAKE_PICTURE, [userId])) {
        const payload = mediaQueue.jobs['remove-file'].schema.safeParse({ key });
        if (payload.success) await this.outbox.enqueue(tx, mediaQueue, 'remove-file', payload.data);
      }
    });
  }

  /** While his addresses are still there to be looked for. */
  private async forgetRecipient(tx: Tx, { userId, orderIds }: ErasureView): Promise<void> {
    const found = await namedQuery<{ email: string }>(tx, FIND_ADDRESSES, [userId, orderIds]);
    const hashes = found.flatMap(({ email }) => [
      this.blindIndex.of(email),
      ...this.blindIndex.oldOf(email),
    ]);
    await namedQuery(tx, FORGET_RECIPIENT, [hashes]);
  }

  /** A guest's uses of discounts stay counted, under a key that no address leads to. */
  private async forgetGuest(tx: Tx, { id, userId, orderIds }: ErasureView): Promise<void> {
    const nobody = createHash('sha256').update(`erased ${id}`).digest('hex');
    const values = [userId, orderIds, nobody];
    const keys = await namedQuery<{ key: string; orderIds: string[] }>(tx, FIND_GUEST_KEYS, values);
    for (const { key, orderIds: of } of keys) await namedQuery(tx, RENAME_GUEST, [key, nobody, of]);
  }

  /** The log last: what was written while erasing tells what was there before. */
  private async finish(tx: Tx, erasure: ErasureView, settleSeconds: number): Promise<number> {
    const { id, userId, orderIds, isSettled } = erasure;
    await namedQuery(tx, ERASE_AUDIT, [id, JSON.stringify(personalColumnNames())]);
    const [row] = await namedQuery<{ n: number }>(tx, COUNT_OPEN_ORDERS, [userId, orderIds]);
    const open = row?.n ?? 0;
    if (open > 0) await this.erasures.mark(tx, id, 'waiting', open);
    else await this.erasures.mark(tx, id, isSettled ? 'applied' : 'requested', 0);
    if (open === 0 && !isSettled) {
      // Somebody may have been in the middle of a request: another look when that must be over.
      const delayMs = (settleSeconds + 1) * 1000;
      await this.outbox.enqueue(
        tx,
        transfersQueue,
        'apply-erasure',
        { erasureId: id },
        { delayMs },
      );
    }
    return open;
  }
}
