import {
  IsDefined,
  IsISO31661Alpha2,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import {
  IfSent,
  IsEmailAddress,
  IsLine,
  IsPhoneNumberText,
  Nested,
} from '../../../common/http/dto-rules.js';
import type { AddressSnapshot } from '../../users/users.types.js';
import type { PlaceOrderInput } from '../orders.types.js';

/** Where the goods go. */
export class ShippingAddressRequest {
  /**
   * Who receives the parcel.
   * @example "Alice Andersen"
   */
  @IsLine(255)
  recipient: string;

  /** @example "+12025550147" */
  @IsOptional()
  @IsPhoneNumberText()
  phoneNumber?: string | null;

  /** @example "12 Harbour Street, Apt 4" */
  @IsLine(500)
  street: string;

  @IsOptional()
  @IsLine(100)
  ward?: string | null;

  /** @example "Downtown" */
  @IsLine(100)
  district: string;

  /** @example "Portland" */
  @IsLine(100)
  city: string;

  /** @example "97201" */
  @IsOptional()
  @IsLine(20)
  postalCode?: string | null;

  /**
   * ISO 3166, two letters.
   * @example "US"
   */
  @IsISO31661Alpha2()
  @Matches(/^[A-Z]{2}$/)
  country: string;
}

/** Everything of an order that does not stand in the cart. */
export class PlaceOrderRequest {
  /**
   * One of the customer's own addresses; either this or `shippingAddress`.
   * @example "35b65dba-edea-4732-83db-d5711784b7da"
   */
  @IfSent()
  @IsUUID()
  addressId?: string;

  /** An address given here; either this or `addressId`. */
  @IfSent()
  @IsDefined()
  @Nested(() => ShippingAddressRequest)
  shippingAddress?: ShippingAddressRequest;

  /**
   * One of the customer's own addresses for the bill; either this or `billingAddress`.
   * @example "35b65dba-edea-4732-83db-d5711784b7da"
   */
  @IfSent()
  @IsUUID()
  billingAddressId?: string;

  /** Where the bill goes; to the shipping address when both are left out. */
  @IfSent()
  @IsDefined()
  @Nested(() => ShippingAddressRequest)
  billingAddress?: ShippingAddressRequest;

  /**
   * For guests, who need it. Customers get the confirmation at the address of their account.
   * @example "guest@example.com"
   */
  @IfSent()
  @IsEmailAddress()
  email?: string;

  /**
   * Needed when something in the cart has to be sent; see `GET /shipping-methods`.
   * @example "standard"
   */
  @IfSent()
  @IsLine(50)
  shippingMethodCode?: string;

  /**
   * See `GET /payment-methods`.
   * @example "sandbox"
   */
  @IsLine(50)
  paymentMethodCode: string;

  /**
   * Refuses the order, with the new total, when it would cost something else.
   * @example "61.34"
   */
  @IfSent()
  @IsString()
  @Matches(/^\d{1,12}(\.\d{1,4})?$/)
  expectedTotal?: string;

  /** `quoteHash` of the quote that the customer has seen: stricter than the total alone. */
  @IfSent()
  @IsString()
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  quoteHash?: string;

  /**
   * For the shop; the cart's note when left out.
   * @example "Please ring twice."
   */
  @IfSent()
  @IsString()
  @MaxLength(1000)
  @Matches(/^[^\0]*$/)
  notes?: string;
}

/** What the use case takes: absent parts of the address are null. */
export function toPlaceOrderInput(body: PlaceOrderRequest): PlaceOrderInput {
  const { shippingAddress, billingAddress, ...rest } = body;
  return {
    ...rest,
    ...(shippingAddress === undefined ? {} : { shippingAddress: toAddress(shippingAddress) }),
    ...(billingAddress === undefined ? {} : { billingAddress: toAddress(billingAddress) }),
  };
}

/** An address of a body; parts that were left out are null. */
export function toAddress(address: ShippingAddressRequest): AddressSnapshot {
  return {
    recipient: address.recipient,
    phoneNumber: address.phoneNumber ?? null,
    street: address.street,
    ward: address.ward ?? null,
    district: address.district,
    city: address.city,
    postalCode: address.postalCode ?? null,
    country: address.country,
  };
}
