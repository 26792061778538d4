import { ApiProperty } from '@nestjs/swagger';

import type { KeptMethodView } from '../../use-cases/keep-methods.js';

/** A way to pay, as staff keeps it. */
export class KeptPaymentMethodResponse {
  readonly id: string;
  /** @example "sandbox" */
  readonly code: string;
  /** @example "Credit card" */
  readonly name: string;
  readonly description: string | null;
  readonly isActive: boolean;
  readonly gateway: string | null;
  /** Whether its gateway is set up here; else it is offered to nobody. */
  readonly isSetUp: boolean;
  readonly requiresAccount: boolean;
  readonly minAmount: string | null;
  readonly maxAmount: string | null;
  /** A fraction: 0.0290 is 2.9 %. */
  readonly feePercentage: string | null;
  readonly feeFixed: string | null;

  @ApiProperty({ type: [String], nullable: true })
  readonly currencies: readonly string[] | null;

  @ApiProperty({ type: [String], nullable: true })
  readonly countries: readonly string[] | null;

  @ApiProperty({ enum: ['automatic', 'manual'] })
  readonly capture: string;

  /** @example 1 */
  readonly position: number;
}

/** All ways to pay, in the order in which they are offered. */
export class KeptPaymentMethodsResponse {
  @ApiProperty({ type: [KeptPaymentMethodResponse] })
  readonly items: KeptPaymentMethodResponse[];
}

/** Allow-list of what staff sees. */
export function toKeptMethod({ method, isSetUp }: KeptMethodView): KeptPaymentMethodResponse {
  const { id, code, name, description, isActive, gateway, requiresAccount, position } = method;
  const { minAmount, maxAmount, feePercentage, feeFixed, currencies, countries, capture } = method;
  return {
    ...{ id, code, name, description, isActive, gateway, isSetUp, requiresAccount },
    ...{ minAmount, maxAmount, feePercentage, feeFixed, currencies, countries, capture, position },
  };
}
