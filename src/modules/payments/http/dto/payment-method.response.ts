import { ApiProperty } from '@nestjs/swagger';

import { type OfferedPaymentMethod, type PaymentFlow } from '../../payments.types.js';

/** One way to pay. */
export class PaymentMethodResponse {
  @ApiProperty({ example: 'sandbox', description: 'Goes into `paymentMethodCode` of an order' })
  readonly code: string;

  @ApiProperty({ example: 'Test bank' })
  readonly name: string;

  @ApiProperty({ type: String, nullable: true, example: 'Choose success, failure or silence.' })
  readonly description: string | null;

  @ApiProperty({
    enum: ['redirect', 'client_secret', 'offline'],
    description:
      "`redirect`: paid on a page of the gateway; `client_secret`: in the shop's page by the gateway's script; `offline`: paid later, such as in cash",
  })
  readonly flow: PaymentFlow;

  @ApiProperty({ description: 'Only for buyers with an account' })
  readonly requiresAccount: boolean;

  @ApiProperty({ type: String, nullable: true, example: '1.00' })
  readonly minAmount: string | null;

  @ApiProperty({ type: String, nullable: true, example: '5000.00' })
  readonly maxAmount: string | null;

  @ApiProperty({ type: [String], nullable: true, description: 'Null: every currency' })
  readonly currencies: readonly string[] | null;

  @ApiProperty({ type: [String], nullable: true, description: 'Null: every country' })
  readonly countries: readonly string[] | null;
}

/** What can be chosen, in the shop's order. */
export class PaymentMethodsResponse {
  @ApiProperty({ type: [PaymentMethodResponse] })
  readonly items: PaymentMethodResponse[];
}

/** Allow-list of what a shopper sees of a method. */
export function toPaymentMethodResponse(method: OfferedPaymentMethod): PaymentMethodResponse {
  const { code, name, description, flow, requiresAccount } = method;
  const { minAmount, maxAmount, currencies, countries } = method;
  return {
    code,
    name,
    description,
    flow,
    requiresAccount,
    minAmount,
    maxAmount,
    currencies,
    countries,
  };
}
