import { Injectable, Logger } from '@nestjs/common';

import { minorToDb, type Money } from '../../../common/money/money.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { PaymentEventsRepository } from '../data/payment-events.repository.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';
import {
  type CallbackAnswer,
  type CallbackOutcome,
  type GatewayEvent,
  type PaymentGateway,
  type RawCallback,
} from '../gateways/payment-gateway.js';
import { CallbackMalformed, CallbackSignatureInvalid } from '../payments.errors.js';
import { paymentCallbacksQueue } from '../payments.jobs.js';

/**
 * Takes a gateway's callback: verified over its raw bytes, stored once together with the job that
 * will apply it, then acknowledged. Nothing else happens here, so that the answer is quick and an
 * acknowledged callback is never lost.
 */
@Injectable()
export class ReceiveCallback {
  private readonly logger = new Logger(ReceiveCallback.name);

  constructor(
    private readonly gateways: GatewayRegistry,
    private readonly events: PaymentEventsRepository,
    private readonly uow: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @throws GatewayUnknown, CallbackSignatureInvalid, CallbackMalformed
   */
  async execute(
    ctx: RequestContext,
    code: string,
    webhook: 'POST-json' | 'GET-query',
    callback: RawCallback,
  ): Promise<CallbackAnswer> {
    const gateway = this.gateways.getForCallback(code, webhook);
    const parsed = await gateway.parseCallback(callback);
    if (!parsed.ok) {
      // Never the body: who sent it is unknown, and it may hold anything.
      this.logger.warn(
        { gateway: code, ...parsed, bytes: callback.body.length },
        'Callback refused',
      );
      throw parsed.fault === 'signature' ? new CallbackSignatureInvalid() : new CallbackMalformed();
    }
    const text = webhook === 'POST-json' ? callback.body.toString() : callback.query;
    return gateway.answer(await this.store(ctx, gateway, parsed.event, text));
  }

  private async store(
    ctx: RequestContext,
    gateway: PaymentGateway,
    event: GatewayEvent,
    body: string,
  ): Promise<CallbackOutcome> {
    const { eventId, kind, reference, gatewayPaymentId, occurredAt } = event;
    const money = storable(event.amount);
    const row = { gateway: gateway.code, eventId, kind, reference, gatewayPaymentId, occurredAt };
    // The gateway has proven itself by its signature; it is nobody's customer.
    return this.uow.run(withAllRows(ctx), async (tx) => {
      const id = await this.events.store(tx, { ...row, ...money, body });
      if (id === null) return 'duplicate';
      await this.outbox.enqueue(tx, paymentCallbacksQueue, 'apply-event', { eventId: id });
      return 'stored';
    });
  }
}

/**
 * @throws CallbackMalformed for an amount that no payment of ours can have
 */
function storable(money: Money | null): { amount: string | null; currency: string | null } {
  if (money === null) return { amount: null, currency: null };
  try {
    return { amount: minorToDb(money.amount, money.currency), currency: money.currency };
  } catch (error) {
    const refusal = new CallbackMalformed('The amount or currency cannot be one of ours');
    refusal.cause = error;
    throw refusal;
  }
}
