import { ApiProperty } from '@nestjs/swagger';
import { formatMinor } from '../../../../common/money/money.js';
import { DISCOUNT_TYPES, type DiscountType } from '../../../discounts/discounts.types.js';
import { quoteHash } from '../../../pricing/pricing.service.js';
import type { Breakdown, DiscountReason, ShippingState } from '../../../pricing/pricing.types.js';
import type { CartView } from '../../domain/cart-view.js';
import { CartLineResponse, toCartLineResponse } from './cart-line.response.js';
import { ShippingMethodResponse, toShippingMethodResponse } from './shipping-method.response.js';

const REASONS: readonly DiscountReason[] = [
  'not_found',
  'inactive',
  'not_started',
  'expired',
  'usage_limit_reached',
  'user_limit_reached',
  'code_used',
  'first_order_only',
  'not_eligible',
  'minimum_not_reached',
  'no_matching_items',
  'shipping_not_chosen',
  'nothing_to_take_off',
  'superseded',
  'broken_rules',
];
const SHIPPING_STATES: readonly ShippingState[] = [
  'none_needed',
  'not_chosen',
  'chosen',
  'unavailable',
];

/** A discount that applies, or an entered code and why it does not. */
export class CartDiscountResponse {
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly id: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'WELCOME10',
    description: 'Null: applies by itself',
  })
  readonly code: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Ten per cent for newcomers' })
  readonly name: string | null;

  @ApiProperty({ enum: DISCOUNT_TYPES, nullable: true })
  readonly type: DiscountType | null;

  @ApiProperty()
  readonly applied: boolean;

  @ApiProperty({ example: '9.98' })
  readonly amount: string;

  @ApiProperty({ enum: REASONS, nullable: true, description: 'Null when it applies' })
  readonly reason: DiscountReason | null;

  @ApiProperty({
    description:
      'It applies as far as is known: whether a guest may use it (uses per customer, first order) is decided by the e-mail of his order',
  })
  readonly awaitsEmail: boolean;
}

/** Tax under one rate, rounded once over all that it covers. */
export class CartTaxResponse {
  @ApiProperty({ example: 'Sales tax' })
  readonly name: string;

  @ApiProperty({ example: '0.082500', description: 'A fraction: 8.25 %' })
  readonly rate: string;

  @ApiProperty({ example: '89.82' })
  readonly base: string;

  @ApiProperty({ example: '7.41' })
  readonly amount: string;
}

/** What is wrong with the cart as a whole. */
export class CartProblemResponse {
  @ApiProperty({ enum: ['no_exchange_rate'] })
  readonly code: 'no_exchange_rate';

  @ApiProperty({ example: 'Nothing can be ordered in this currency at the moment' })
  readonly detail: string;
}

/** What a basket costs, part by part. Amounts are decimal strings in `currency`. */
export class QuoteResponse {
  @ApiProperty({ example: 'USD' })
  readonly currency: string;

  @ApiProperty({ type: [CartLineResponse] })
  readonly items: readonly CartLineResponse[];

  @ApiProperty({ type: [CartDiscountResponse] })
  readonly discounts: readonly CartDiscountResponse[];

  @ApiProperty({ example: '99.80' })
  readonly subtotal: string;

  @ApiProperty({ example: '9.98', description: 'All discounts, that of shipping included' })
  readonly discount: string;

  @ApiProperty({ example: '5.90', description: 'Zero until a method is chosen' })
  readonly shipping: string;

  @ApiProperty({ example: '0.00' })
  readonly shippingDiscount: string;

  @ApiProperty({ example: '7.41' })
  readonly tax: string;

  @ApiProperty({ type: [CartTaxResponse] })
  readonly taxes: readonly CartTaxResponse[];

  @ApiProperty({ example: false, description: 'Whether prices contain their tax' })
  readonly taxInclusive: boolean;

  @ApiProperty({ example: '103.13' })
  readonly total: string;

  @ApiProperty({ enum: SHIPPING_STATES })
  readonly shippingState: ShippingState;

  @ApiProperty({ type: String, nullable: true, example: 'standard' })
  readonly shippingMethodCode: string | null;

  @ApiProperty({ type: [ShippingMethodResponse], description: 'What would take this basket' })
  readonly shippingMethods: readonly ShippingMethodResponse[];

  @ApiProperty({ type: [CartProblemResponse], description: 'Beside those of its lines' })
  readonly problems: readonly CartProblemResponse[];

  @ApiProperty({ description: 'Not empty, and neither it nor a line has a problem' })
  readonly orderable: boolean;

  @ApiProperty({
    description: 'Stands for this price; an order that names it is placed at it or not at all',
  })
  readonly quoteHash: string;
}

/** A cart with its price. */
export class CartResponse extends QuoteResponse {
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Null until something is in it',
  })
  readonly id: string | null;

  @ApiProperty({ example: 3, description: 'Also the ETag; send it as If-Match to be safe' })
  readonly version: number;

  @ApiProperty({ type: String, nullable: true, example: 'A gift for Ada.' })
  readonly notes: string | null;

  @ApiProperty({ example: 2, description: 'Pieces of all lines' })
  readonly quantity: number;

  @ApiProperty({
    required: false,
    description: "A guest's secret, shown this once; send it as X-Cart-Token",
  })
  readonly token?: string;
}

const NO_EXCHANGE_RATE: CartProblemResponse = {
  code: 'no_exchange_rate',
  detail: 'Nothing can be ordered in this currency at the moment',
};

/** Allow-list of a priced basket. */
export function toQuoteResponse(view: CartView): QuoteResponse {
  const { breakdown, lines, orderable } = view;
  const { currency, shippingMethod } = breakdown;
  return {
    currency,
    items: lines.map((line) => toCartLineResponse(line, currency)),
    ...toAmounts(breakdown),
    taxInclusive: breakdown.taxInclusive,
    shippingState: breakdown.shippingState,
    shippingMethodCode: shippingMethod?.code ?? null,
    shippingMethods: breakdown.shippingOffers.map((offer) =>
      toShippingMethodResponse(offer, currency),
    ),
    problems: view.currencyUsable ? [] : [NO_EXCHANGE_RATE],
    orderable,
    quoteHash: quoteHash(breakdown),
  };
}

/** Allow-list of a cart; the token only when it was just made. */
export function toCartResponse(view: CartView, token: string | null = null): CartResponse {
  return {
    id: view.id,
    version: view.version,
    notes: view.notes,
    quantity: view.lines.reduce((all, { line }) => all + line.quantity, 0),
    ...toQuoteResponse(view),
    ...(token === null ? {} : { token }),
  };
}

function toAmounts(breakdown: Breakdown) {
  const money = (minor: number) => formatMinor(minor, breakdown.currency);
  return {
    discounts: breakdown.discounts.map(
      ({
        id,
        code,
        name,
        type,
        applied,
        amount,
        reason,
        awaitsEmail = false,
      }): CartDiscountResponse => {
        return { id, code, name, type, applied, amount: money(amount), reason, awaitsEmail };
      },
    ),
    subtotal: money(breakdown.subtotal),
    discount: money(breakdown.discount),
    shipping: money(breakdown.shipping),
    shippingDiscount: money(breakdown.shippingDiscount),
    tax: money(breakdown.tax),
    taxes: breakdown.taxes.map(({ name, rate, base, amount }): CartTaxResponse => {
      return { name, rate, base: money(base), amount: money(amount) };
    }),
    total: money(breakdown.total),
  };
}
