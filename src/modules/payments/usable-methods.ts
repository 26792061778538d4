import { Injectable } from '@nestjs/common';

import type { Money } from '../../common/money/money.js';
import { isAboveMethod, methodRefusal } from './domain/method-rules.js';
import { gatewayRefusal } from './gateways/gateway-limits.js';
import { GatewayRegistry } from './gateways/gateway-registry.js';
import { PaymentMethodUnavailable } from './payments.errors.js';
import {
  type PaymentMethodRecord,
  type PaymentUse,
  type UsablePaymentMethod,
} from './payments.types.js';

/** Decides whether a method may be used: its own rules, and that its gateway is set up here. */
@Injectable()
export class UsableMethods {
  constructor(private readonly gateways: GatewayRegistry) {}

  /** @throws PaymentMethodUnavailable when an amount is above the largest one of the method or of its gateway */
  assertNotAbove(record: PaymentMethodRecord, amount: Money): void {
    const gateway = this.gateways.find(record.gateway);
    const isAbove =
      isAboveMethod(record, amount) ||
      (gateway !== null && gatewayRefusal(gateway.capabilities, amount) === 'amount_too_large');
    if (!isAbove) return;
    const details = { method: record.code, reason: 'amount_too_large' };
    throw new PaymentMethodUnavailable(undefined, details);
  }

  /** @throws PaymentMethodUnavailable with `details.reason` */
  check(record: PaymentMethodRecord | null, use: PaymentUse): UsablePaymentMethod {
    const gateway = this.gateways.find(record?.gateway ?? null);
    const reason =
      methodRefusal(record, use) ?? (gateway && gatewayRefusal(gateway.capabilities, use.amount));
    if (record === null || reason !== null || gateway === null) {
      const details = { method: record?.code, reason: reason ?? 'gateway_not_configured' };
      throw new PaymentMethodUnavailable(undefined, details);
    }
    if (this.gateways.findAwake(gateway.code) === null) {
      const details = { method: record.code, reason: 'gateway_resting' };
      throw new PaymentMethodUnavailable(undefined, details);
    }
    const { id, code, name } = record;
    return { id, code, name, gateway: gateway.code, flow: gateway.capabilities.flow };
  }
}
