import { randomUUID } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { Alarms } from '../../../alarms/alarms.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { EndpointsRepository } from '../data/endpoints.repository.js';
import { SendingRepository, type Target, type TryResult } from '../data/sending.repository.js';
import { restAfter } from '../domain/back-off.js';
import type { PauseReason } from '../webhooks.types.js';
import { MessageSender } from './message-sender.js';
import { OutgoingWork, PAUSED_ALARM } from './outgoing-work.js';

/** Messages that are on their way to one endpoint at the same time, each of another aggregate. */
const AT_ONCE = 4;
/** A run ends after so long; another goes on, behind those that wait for their turn. */
const RUN_MS = 20_000;
const GONE = 410;

/**
 * Sends what is due at one endpoint. One run at a time for each, so that one that is slow keeps nobody waiting but
 * itself; what is to be sent is noted before, and what became of it after, with no transaction open in between.
 */
@Injectable()
export class DeliverToEndpoint {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly sending: SendingRepository,
    private readonly endpoints: EndpointsRepository,
    private readonly outgoing: OutgoingWork,
    private readonly sender: MessageSender,
    private readonly alarms: Alarms,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async execute(ctx: RequestContext, endpointId: string): Promise<void> {
    const leaseId = randomUUID();
    const target = await this.sending.lease(
      endpointId,
      leaseId,
      this.retrySeconds() + RUN_MS / 1000,
    );
    if (target === null) return;
    const until = Date.now() + RUN_MS;
    try {
      let most = target.failuresInARow > 0 ? 1 : AT_ONCE;
      while (most > 0 && Date.now() < until) {
        most = (await this.sendSome(ctx, target, leaseId, most)) ? AT_ONCE : 0;
      }
    } finally {
      await this.uow.run(ctx, (tx) => this.outgoing.handOver(tx, endpointId, leaseId));
    }
  }

  /** @returns whether to go on: something was sent, and some of it arrived */
  private async sendSome(
    ctx: RequestContext,
    target: Target,
    leaseId: string,
    most: number,
  ): Promise<boolean> {
    const noted = await this.sending.take(target, leaseId, most, this.retrySeconds());
    if (noted.length === 0) return false;
    const results = await Promise.all(noted.map((each) => this.sender.send(target, each)));
    const arrived = results.some(({ state }) => state === 'delivered');
    await this.uow.run(ctx, async (tx) => {
      await this.sending.record(tx, results);
      if (arrived) await this.sending.wentWell(tx, target.id);
      else await this.wentWrong(tx, target, results);
    });
    return arrived;
  }

  private async wentWrong(tx: Tx, target: Target, results: readonly TryResult[]): Promise<void> {
    const rest = restAfter(target.failuresInARow);
    const hopeless = await this.sending.wentWrong(
      tx,
      target.id,
      rest,
      this.env.WEBHOOK_PAUSE_HOURS,
    );
    if (results.some(({ statusCode }) => statusCode === GONE)) {
      await this.pause(tx, target, 'gone', 'says that it is gone for good (410)');
    } else if (hopeless) {
      const hours = this.env.WEBHOOK_PAUSE_HOURS;
      await this.pause(tx, target, 'failing', `has refused everything for ${hours} hours`);
    }
  }

  private async pause(tx: Tx, { id }: Target, reason: PauseReason, why: string): Promise<void> {
    const url = await this.endpoints.pause(tx, id, reason);
    if (url === null) return;
    const detail = `The webhook endpoint at ${new URL(url).host} ${why} and is paused; what it missed waits for it.`;
    await this.alarms.raiseIn(tx, { kind: PAUSED_ALARM, subject: id, detail });
  }

  /** A try that was never heard of again is made once more after this. */
  private retrySeconds(): number {
    return Math.ceil((2 * this.env.WEBHOOK_TIMEOUT_MS) / 1000) + 30;
  }
}
