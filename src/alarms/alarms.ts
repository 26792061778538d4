import { Inject, Injectable } from '@nestjs/common';

import { type RequestContext, systemContext } from '../common/request-context.js';
import { ENV, type Env } from '../config/env.js';
import { namedQuery } from '../database/named-query.js';
import { type Tx, UnitOfWork } from '../database/unit-of-work.js';
import { Outbox } from '../queue/outbox/outbox.js';
import { alarmMailsQueue } from './alarms.jobs.js';
import { type AlarmKey, type RaisedAlarm } from './alarms.types.js';

const RAISE = {
  name: 'alarms-raise',
  text: `INSERT INTO alarms (kind, subject, detail) VALUES (left($1, 50), left($2, 200), $3)
         ON CONFLICT (kind, subject) WHERE settled_at IS NULL
         DO UPDATE SET last_seen_at = now(), times = alarms.times + 1, detail = excluded.detail
         RETURNING id, times`,
};

const SETTLE = {
  name: 'alarms-settle',
  text: `UPDATE alarms SET settled_at = now()
          WHERE kind = $1 AND subject = $2 AND settled_at IS NULL RETURNING id`,
};

const SETTLE_OTHERS = {
  name: 'alarms-settle-others',
  text: `UPDATE alarms SET settled_at = now()
          WHERE kind = $1 AND subject <> ALL ($2::text[]) AND settled_at IS NULL RETURNING id`,
};

const MAX_DETAIL_CHARACTERS = 2_000;

/**
 * What somebody on call has to look at. Raising what is open already counts it up and tells nobody a
 * second time; settling what is not open does nothing. Both may be said by any process, at once.
 */
@Injectable()
export class Alarms {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly outbox: Outbox,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Raises an alarm in a transaction of its own; the first time with a mail to OPERATOR_EMAILS.
   *
   * @returns whether it was not open before
   */
  raise(alarm: RaisedAlarm, ctx: RequestContext = systemContext('alarm')): Promise<boolean> {
    return this.uow.run(ctx, (tx) => this.raiseIn(tx, alarm));
  }

  /** The same as part of `tx`: no alarm without whatever else is written there. */
  async raiseIn(tx: Tx, { kind, subject, detail }: RaisedAlarm): Promise<boolean> {
    const text = detail.replaceAll('\0', '').slice(0, MAX_DETAIL_CHARACTERS);
    const rows = await namedQuery<{ id: string; times: number }>(tx, RAISE, [kind, subject, text]);
    const [row] = rows;
    if (row?.times !== 1) return false;
    if (this.env.OPERATOR_EMAILS.length > 0) {
      await this.outbox.enqueue(tx, alarmMailsQueue, 'send-alarm', { alarmId: row.id });
    }
    return true;
  }

  /**
   * Whatever raised it finds it gone.
   *
   * @returns whether it was open
   */
  settle(key: AlarmKey, ctx: RequestContext = systemContext('alarm')): Promise<boolean> {
    return this.uow.run(ctx, (tx) => this.settleIn(tx, key));
  }

  /** The same as part of `tx`. */
  async settleIn(tx: Tx, { kind, subject }: AlarmKey): Promise<boolean> {
    return (await namedQuery(tx, SETTLE, [kind, subject])).length > 0;
  }

  /**
   * For checks that look at everything of a kind at once: raises what was found and settles whatever
   * else of that kind is open.
   */
  async replace(
    kind: string,
    found: readonly Omit<RaisedAlarm, 'kind'>[],
    ctx: RequestContext = systemContext('alarm'),
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      for (const alarm of found) await this.raiseIn(tx, { kind, ...alarm });
      await namedQuery(tx, SETTLE_OTHERS, [kind, found.map(({ subject }) => subject)]);
    });
  }
}
