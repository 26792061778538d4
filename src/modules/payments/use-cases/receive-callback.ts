import { Injectable } from '@nestjs/common';

import { DomainError } from '../../../common/errors/domain-error.js';
import { minorToDb, type Money } from '../../../common/money/money.js';
import { NoAnswer } from '../../../common/outside/outside-call.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { PaymentEventsRepository } from '../data/payment-events.repository.js';
import { PaymentTermsRepository } from '../data/payment-terms.repository.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';
import { keptBody } from '../domain/kept-body.js';
import {
  type CallbackAnswer,
  type CallbackOutcome,
  type GatewayEvent,
  type ParsedCallback,
  type PaymentGateway,
  type RawCallback,
} from '../gateways/payment-gateway.js';
import { RefusalLog } from '../gateways/refusal-log.js';
import { CallbackMalformed, CallbackSignatureInvalid, GatewayFailed } from '../payments.errors.js';
import { paymentCallbacksQueue } from '../payments.jobs.js';

/**
 * Takes a gateway's callback: verified over its raw bytes, stored once together with the job that
 * will apply it, then acknowledged. Nothing else happens here, so that the answer is quick and an
 * acknowledged callback is never lost. Also what names no payment of ours is kept: it may be money.
 */
@Injectable()
export class ReceiveCallback {
  private readonly refusals = new RefusalLog();

  constructor(
    private readonly gateways: GatewayRegistry,
    private readonly events: PaymentEventsRepository,
    private readonly terms: PaymentTermsRepository,
    private readonly uow: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @throws GatewayUnknown, CallbackSignatureInvalid, CallbackMalformed
   * @throws GatewayFailed, GatewayResting when the gateway's certificate cannot be had now
   */
  async execute(
    ctx: RequestContext,
    code: string,
    webhook: 'POST-json' | 'GET-query',
    callback: RawCallback,
  ): Promise<CallbackAnswer> {
    const gateway = this.gateways.getForCallback(code, webhook);
    const parsed = await parse(gateway, callback);
    if (!parsed.ok) {
      this.refusals.note(code, parsed, callback);
      // A gateway that calls with GET reads its answer's words, not its status.
      if (webhook === 'GET-query') return gateway.answer(parsed.fault);
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
    const row = toRow(gateway.code, event);
    // The gateway has proven itself by its signature; it is nobody's customer.
    return this.uow.run(withAllRows(ctx), async (tx) => {
      const id = await this.events.store(tx, { ...row, body: keptBody(body) });
      if (id !== null) {
        await this.outbox.enqueue(tx, paymentCallbacksQueue, 'apply-event', { eventId: id });
      }
      // Only gateways that call with GET want to hear more than that it arrived.
      const isTold = gateway.capabilities.webhook === 'GET-query';
      const fault = isTold ? await this.faultOf(tx, row) : null;
      return fault ?? (id === null ? 'duplicate' : 'stored');
    });
  }

  /** What a gateway that asks for it hears first, also about a copy: that we did not ask for this. */
  private async faultOf(
    tx: Tx,
    row: ReturnType<typeof toRow>,
  ): Promise<'unknown_reference' | 'amount_mismatch' | null> {
    const { reference, gateway, amount, currency, isNamed } = row;
    const terms = reference && (await this.terms.find(tx, reference, gateway));
    if (!terms) return 'unknown_reference';
    const isSame = amount === terms.amount && currency === terms.currency;
    return isSame || !isNamed ? null : 'amount_mismatch';
  }
}

/** Without an answer about its certificate a message is neither right nor wrong: it shall come again. */
async function parse(gateway: PaymentGateway, callback: RawCallback): Promise<ParsedCallback> {
  try {
    return await gateway.parseCallback(callback);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const failed = new GatewayFailed();
    failed.cause = error;
    throw failed;
  }
}

function toRow(gateway: string, event: GatewayEvent) {
  const { eventId, kind, reference, gatewayPaymentId, occurredAt, refund = null } = event;
  const { amount, currency } = storable(event.amount);
  const authorisedAmount = storable(event.authorised ?? null).amount;
  const common = { gateway, eventId, kind, reference, gatewayPaymentId, occurredAt };
  return { ...common, amount, currency, authorisedAmount, refund, isNamed: event.amount !== null };
}

/** Nothing for an amount that no payment of ours can have: the body still tells, and it matches nothing. */
function storable(money: Money | null): { amount: string | null; currency: string | null } {
  const none = { amount: null, currency: null };
  if (money === null) return none;
  try {
    return { amount: minorToDb(money.amount, money.currency), currency: money.currency };
  } catch (error) {
    if (error instanceof DomainError) return none;
    throw error;
  }
}
