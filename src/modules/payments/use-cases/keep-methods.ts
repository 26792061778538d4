import { Injectable } from '@nestjs/common';

import { assertUnchanged, etagOf } from '../../../common/http/if-match.js';
import { type RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import {
  type KeptMethod,
  KeptMethodsRepository,
  type KeptMethodValues,
} from '../data/kept-methods.repository.js';
import { hundredths } from '../domain/payment-state.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';
import { PaymentMethodInvalid, PaymentMethodNotFound } from '../payments.errors.js';

/** A method, and whether its gateway is set up here: else it is offered to nobody. */
export interface KeptMethodView {
  readonly method: KeptMethod;
  readonly isSetUp: boolean;
}

/** The ways to pay, kept by staff. */
@Injectable()
export class KeepMethods {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly methods: KeptMethodsRepository,
    private readonly gateways: GatewayRegistry,
  ) {}

  /** All of them in the order in which they are offered. */
  async list(): Promise<KeptMethodView[]> {
    return (await this.methods.list()).map((method) => this.view(method));
  }

  /** @throws PaymentMethodNotFound */
  async get(id: string): Promise<KeptMethodView> {
    return this.found(null, id);
  }

  /** @throws PaymentMethodCodeTaken, PaymentMethodInvalid with `details.reason` */
  create(ctx: RequestContext, values: KeptMethodValues): Promise<KeptMethodView> {
    this.assertFits(values);
    return this.uow.run(ctx, async (tx) => {
      const id = await this.methods.insert(tx, values);
      return this.found(tx, id);
    });
  }

  /** @throws PaymentMethodNotFound, PreconditionFailed, PaymentMethodInvalid */
  change(
    ctx: RequestContext,
    id: string,
    changes: Partial<Omit<KeptMethodValues, 'code'>>,
    ifMatch: string | null,
  ): Promise<KeptMethodView> {
    return this.uow.run(ctx, async (tx) => {
      await this.methods.lock(tx, id);
      const stored = await this.found(tx, id);
      assertUnchanged(ifMatch, etagOf(stored));
      const { gateway, ...rest } = stored.method;
      const values = { ...rest, gateway: gateway ?? '', ...changes };
      // One that lost its gateway may still be renamed or switched off.
      this.assertFits(values, changes.gateway === undefined && !values.isActive);
      await this.methods.update(tx, id, values);
      return this.found(tx, id);
    });
  }

  /** Methods by code, in the order in which they are offered; those left out follow. */
  order(ctx: RequestContext, codes: readonly string[]): Promise<KeptMethodView[]> {
    return this.uow.run(ctx, async (tx) => {
      await this.methods.order(tx, codes);
      return (await this.methods.list(tx)).map((method) => this.view(method));
    });
  }

  private assertFits(values: Omit<KeptMethodValues, 'code'>, mayLackGateway = false): void {
    const { minAmount, maxAmount, currencies, capture } = values;
    const gateway = this.gateways.find(values.gateway);
    const refuse = (reason: string): PaymentMethodInvalid =>
      new PaymentMethodInvalid(undefined, { reason });
    if (gateway === null) {
      if (mayLackGateway) return;
      throw refuse('gateway_not_configured');
    }
    const { authorise, currencies: known } = gateway.capabilities;
    if (capture === 'manual' && !authorise) throw refuse('gateway_does_not_hold');
    if (known !== null && currencies?.some((currency) => !known.includes(currency)) === true) {
      throw refuse('gateway_currency');
    }
    const hasBoth = minAmount !== null && maxAmount !== null;
    if (hasBoth && hundredths(minAmount) > hundredths(maxAmount)) throw refuse('amounts');
  }

  private async found(tx: Tx | null, id: string): Promise<KeptMethodView> {
    const method = await this.methods.find(tx, id);
    if (method === null) throw new PaymentMethodNotFound();
    return this.view(method);
  }

  private view(method: KeptMethod): KeptMethodView {
    return { method, isSetUp: this.gateways.find(method.gateway) !== null };
  }
}
