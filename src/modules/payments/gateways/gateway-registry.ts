import { GatewayUnknown } from '../payments.errors.js';
import type { PaymentGateway } from './payment-gateway.js';

/** The gateways that this installation has set up, by code. */
export class GatewayRegistry {
  private readonly gateways: ReadonlyMap<string, PaymentGateway>;

  constructor(gateways: readonly PaymentGateway[]) {
    this.gateways = new Map(gateways.map((gateway) => [gateway.code, gateway]));
  }

  find(code: string | null): PaymentGateway | null {
    return code === null ? null : (this.gateways.get(code) ?? null);
  }

  /** All that are set up. */
  all(): readonly PaymentGateway[] {
    return [...this.gateways.values()];
  }

  /** One that is set up and answers, so that it can be offered. */
  findAwake(code: string | null): PaymentGateway | null {
    const gateway = this.find(code);
    return gateway !== null && (gateway.restMs?.() ?? 0) === 0 ? gateway : null;
  }

  /** All that keep cards for later. */
  keepingCards(): PaymentGateway[] {
    return [...this.gateways.values()].filter(({ capabilities }) => capabilities.savedCards);
  }

  /** @throws GatewayUnknown unless the gateway is set up and sends callbacks this way */
  getForCallback(code: string, webhook: PaymentGateway['capabilities']['webhook']): PaymentGateway {
    const gateway = this.find(code);
    if (gateway?.capabilities.webhook !== webhook) throw new GatewayUnknown();
    return gateway;
  }
}
