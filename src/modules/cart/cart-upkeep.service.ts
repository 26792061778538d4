import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../common/request-context.js';
import { ENV, type Env } from '../../config/env.js';
import { namedQuery } from '../../database/named-query.js';
import type { Statement } from '../../database/statement.js';
import { purgeIdempotencyKeys } from '../../database/idempotency/purge-keys.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { Outbox } from '../../queue/outbox/outbox.js';
import { cartAbandoned } from './cart.events.js';
import {
  DELETE_CHECKED_OUT_CARTS,
  DELETE_GUEST_CARTS,
  DELETE_USER_CARTS,
  MARK_ABANDONED,
} from './data/upkeep.statements.js';

const BATCH = 500;

/** What a run has done. */
export interface TendedCarts {
  readonly guests: number;
  readonly users: number;
  readonly checkedOut: number;
  /** Stored answers, those to orders of carts above all. */
  readonly answers: number;
  /** Carts that were told of. */
  readonly abandoned: number;
}

/** Clears away carts whose time is over, and tells of those that were left behind. */
@Injectable()
export class CartUpkeepService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly outbox: Outbox,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Batches of one transaction each; safe to run at any time, more than once, and in several workers. */
  async tend(ctx: RequestContext): Promise<TendedCarts> {
    const { USER_CART_DAYS, CHECKED_OUT_CART_DAYS, CART_ABANDONED_HOURS } = this.env;
    return {
      guests: await this.deleteAll(ctx, DELETE_GUEST_CARTS, []),
      users:
        USER_CART_DAYS === 0 ? 0 : await this.deleteAll(ctx, DELETE_USER_CARTS, [USER_CART_DAYS]),
      checkedOut: await this.deleteAll(ctx, DELETE_CHECKED_OUT_CARTS, [CHECKED_OUT_CART_DAYS]),
      answers: await purgeIdempotencyKeys(this.uow, ctx),
      abandoned: CART_ABANDONED_HOURS === 0 ? 0 : await this.tellAbandoned(ctx),
    };
  }

  private async deleteAll(
    ctx: RequestContext,
    statement: Statement,
    values: readonly unknown[],
  ): Promise<number> {
    let deleted = 0;
    for (;;) {
      const rows = await this.uow.run(ctx, (tx) => namedQuery(tx, statement, [BATCH, ...values]));
      deleted += rows.length;
      if (rows.length < BATCH) return deleted;
    }
  }

  /** Mark and event are one transaction, so that each silence is told of exactly once. */
  private async tellAbandoned(ctx: RequestContext): Promise<number> {
    let told = 0;
    for (;;) {
      const marked = await this.uow.run(ctx, async (tx) => {
        const rows = await namedQuery<{ id: string; userId: string | null; isTold: boolean }>(
          tx,
          MARK_ABANDONED,
          [BATCH, this.env.CART_ABANDONED_HOURS],
        );
        const left = rows.filter(({ isTold }) => isTold);
        const events = left.flatMap(({ id, userId }) =>
          this.outbox.rowsOf(cartAbandoned, { cartId: id, userId }, { aggregateId: id }),
        );
        if (events.length > 0) await this.outbox.insert(tx, events);
        told += left.length;
        return rows.length;
      });
      if (marked < BATCH) return told;
    }
  }
}
