import { ApiProperty } from '@nestjs/swagger';
import { formatMinor } from '../../../../common/money/money.js';
import type { ShippingOffer } from '../../../shipping/shipping.types.js';

/** A way of shipping with its price. */
export class ShippingMethodResponse {
  @ApiProperty({ example: 'standard', description: 'Goes into `shippingMethodCode`' })
  readonly code: string;

  @ApiProperty({ example: 'Standard' })
  readonly name: string;

  @ApiProperty({ type: String, nullable: true, example: '3 to 5 working days' })
  readonly description: string | null;

  @ApiProperty({ example: '5.90' })
  readonly price: string;

  @ApiProperty({ example: 'USD' })
  readonly currency: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '75.00',
    description: 'Price of the goods, after discounts, from which on it costs nothing',
  })
  readonly freeFrom: string | null;

  @ApiProperty({
    example: false,
    description: 'The carrier who names the price did not answer; this is the price that counts',
  })
  readonly isEstimate: boolean;
}

/** What can be chosen, in the shop's order. */
export class ShippingMethodsResponse {
  @ApiProperty({ type: [ShippingMethodResponse] })
  readonly items: ShippingMethodResponse[];
}

/** Allow-list of what a shopper sees of an offer. */
export function toShippingMethodResponse(
  { code, name, description, price, freeFrom, isEstimate }: ShippingOffer,
  currency: string,
): ShippingMethodResponse {
  return {
    code,
    name,
    description,
    price: formatMinor(price, currency),
    currency,
    freeFrom: freeFrom === null ? null : formatMinor(freeFrom, currency),
    isEstimate,
  };
}
