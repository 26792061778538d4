import { Transform } from 'class-transformer';
import { IsString, Matches, MaxLength } from 'class-validator';
import { IfSent } from '../../../../common/http/dto-rules.js';
import { toTrimmed } from '../../../../common/http/transforms.js';
import type { CheckoutChoice } from '../../use-cases/view-cart.js';

/** Where the goods would go; the shop's own country when left out. */
export class DestinationQuery {
  /**
   * ISO 3166, two capital letters.
   * @example "US"
   */
  @IfSent()
  @Matches(/^[A-Z]{2}$/, { message: 'country must be two capital letters' })
  country?: string;

  /**
   * City or province, where taxes differ inside the country.
   * @example "Portland"
   */
  @IfSent()
  @Transform(toTrimmed)
  @IsString()
  @MaxLength(100)
  region?: string;
}

/** Where the goods would go, and what the ways there cost in which currency. */
export class ShippingMethodsQuery extends DestinationQuery {
  /** One that the shop offers, for example `USD`; that of the cart when left out. */
  @IfSent()
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be three capital letters' })
  currency?: string;
}

/** Where the goods would go and how. */
export class CheckoutChoiceQuery extends DestinationQuery {
  /**
   * Code of a shipping method, as `GET /shipping-methods` lists them.
   * @example "standard"
   */
  @IfSent()
  @IsString()
  @MaxLength(50)
  shippingMethodCode?: string;
}

/** The choice in the words of the use cases. */
export function toChoice(
  { country, region, shippingMethodCode }: CheckoutChoiceQuery,
  home: string,
): CheckoutChoice {
  const named = country !== undefined || region !== undefined;
  return {
    destination: named ? { country: country ?? home, region: region ?? null } : null,
    shippingMethodCode: shippingMethodCode ?? null,
  };
}
