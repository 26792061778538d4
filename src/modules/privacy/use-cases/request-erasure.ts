import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { namedQuery } from '../../../database/named-query.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { type Delivery, Inbox } from '../../../queue/outbox/inbox.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { ErasuresRepository } from '../data/erasures.repository.js';
import { NobodyToErase } from '../privacy.errors.js';
import { transfersQueue } from '../privacy.jobs.js';
import type { ErasureView } from '../privacy.types.js';

// FOR UPDATE: an order that is being placed holds a share of the row and is waited for.
const CLOSE_ACCOUNT = {
  name: 'privacy-close-account',
  text: `
    WITH person AS (SELECT id FROM users WHERE id = $1 FOR UPDATE), ended AS (
      UPDATE user_sessions s SET blocked = TRUE FROM person WHERE s.user_id = person.id AND NOT s.blocked
    )
    UPDATE users u SET locked = TRUE, deleted_at = COALESCE(u.deleted_at, now()),
      session_version = u.session_version + CASE WHEN u.deleted_at IS NULL THEN 1 ELSE 0 END
    FROM person WHERE u.id = person.id RETURNING u.id`,
};

/** Puts people on the list of erasures. The account is closed at once, the rest is a worker's. */
@Injectable()
export class RequestErasure {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly erasures: ErasuresRepository,
    private readonly outbox: Outbox,
    private readonly inbox: Inbox,
  ) {}

  /** What follows when somebody has deleted his account; the delivery is done with it. */
  async forLeaver(ctx: RequestContext, userId: string, delivery: Delivery | null): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      if (!(await this.inbox.claim(tx, delivery))) return;
      await this.forUser(tx, userId, null);
    });
  }

  /**
   * Closes an account and puts it on the list.
   *
   * @param by who of the staff asked for it
   * @throws NobodyToErase when there is no such account
   */
  async forUser(tx: Tx, userId: string, by: string | null): Promise<ErasureView> {
    const closed = await namedQuery(tx, CLOSE_ACCOUNT, [userId]);
    if (closed.length === 0) throw new NobodyToErase();
    const erasure = await this.erasures.requestForUser(tx, userId, by);
    await this.start(tx, [erasure.id]);
    return erasure;
  }

  /**
   * Puts the guest orders of an address on the list.
   *
   * @throws NobodyToErase when there are none
   */
  async forGuest(ctx: RequestContext, email: string): Promise<ErasureView> {
    return this.uow.run(ctx, async (tx) => {
      const erasure = await this.erasures.requestForGuest(tx, email.trim(), ctx.actorId);
      if (!erasure) throw new NobodyToErase();
      await this.start(tx, [erasure.id]);
      return erasure;
    });
  }

  /** Has the worker look at everything that is not done: what waits for orders, what was lost. */
  async startOpen(ctx: RequestContext): Promise<number> {
    const open = await this.erasures.list(ctx, true);
    await this.uow.run(ctx, (tx) =>
      this.start(
        tx,
        open.map(({ id }) => id),
      ),
    );
    return open.length;
  }

  private async start(tx: Tx, ids: readonly string[]): Promise<void> {
    const payloads = ids.map((erasureId) => ({ erasureId }));
    await this.outbox.enqueueMany(tx, transfersQueue, 'apply-erasure', payloads);
  }
}
