import { ApiProperty } from '@nestjs/swagger';
import { formatMinor } from '../../../../common/money/money.js';
import type { Availability, LineProblem } from '../../cart.types.js';
import { availabilityOf } from '../../domain/line-problems.js';
import type { CartLineView } from '../../domain/cart-view.js';

const PROBLEM_CODES = [
  'unavailable',
  'no_price_in_currency',
  'out_of_stock',
  'insufficient_stock',
  'price_changed',
  'quantity_reduced',
] as const;

/** What is wrong with a line; the cart can still be used. */
export class LineProblemResponse {
  @ApiProperty({ enum: PROBLEM_CODES })
  readonly code: (typeof PROBLEM_CODES)[number];

  @ApiProperty({ example: 'Only 3 are left' })
  readonly detail: string;

  @ApiProperty({ required: false, example: 3, description: 'Pieces that could be bought' })
  readonly available?: number;

  @ApiProperty({ required: false, example: '44.90', description: 'The price shown before' })
  readonly previousPrice?: string;

  @ApiProperty({ required: false, example: 'discontinued' })
  readonly reason?: string;
}

/** What one discount takes off a line. */
export class LineDiscountResponse {
  @ApiProperty({ format: 'uuid' })
  readonly discountId: string;

  @ApiProperty({ example: '9.98' })
  readonly amount: string;
}

/** One variant in a cart with its part of the price. */
export class CartLineResponse {
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Null in a quote of given lines',
  })
  readonly id: string | null;

  @ApiProperty({ format: 'uuid' })
  readonly variantId: string;

  @ApiProperty({ format: 'uuid' })
  readonly productId: string;

  @ApiProperty({ example: 'Linen shirt' })
  readonly productName: string;

  @ApiProperty({ example: 'linen-shirt' })
  readonly productSlug: string;

  @ApiProperty({ example: 'White / M' })
  readonly variantName: string;

  @ApiProperty({ type: String, nullable: true, example: 'LINEN-SHIRT-WHITE-M' })
  readonly sku: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { Colour: 'White', Size: 'M' },
  })
  readonly attributes: Readonly<Record<string, string>>;

  @ApiProperty({ type: String, nullable: true })
  readonly imageUrl: string | null;

  @ApiProperty({ example: 2 })
  readonly quantity: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '49.90',
    description: 'The price now, for this customer and quantity; null: none in this currency',
  })
  readonly unitPrice: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '49.90',
    description: 'Without price lists; above `unitPrice` where a list makes it cheaper',
  })
  readonly listPrice: string | null;

  @ApiProperty({ example: '99.80', description: 'Before discounts; zero when it cannot be sold' })
  readonly total: string;

  @ApiProperty({ example: '9.98', description: 'Its share of all discounts' })
  readonly discount: string;

  @ApiProperty({ type: [LineDiscountResponse] })
  readonly discounts: readonly LineDiscountResponse[];

  @ApiProperty({ example: '7.41' })
  readonly tax: string;

  @ApiProperty({ type: String, nullable: true, example: '0.082500' })
  readonly taxRate: string | null;

  @ApiProperty({
    enum: ['in_stock', 'backorder', 'preorder'],
    nullable: true,
    type: String,
    example: 'in_stock',
    description:
      'How its pieces come: `backorder` when not all of them are there, `preorder` before the day in `availableOn`; null when it cannot be ordered',
  })
  readonly availability: Availability | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '2030-05-01',
    description: 'Of a preorder: the day from which it is sent',
  })
  readonly availableOn: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Please wrap it.' })
  readonly notes: string | null;

  @ApiProperty({ type: [LineProblemResponse] })
  readonly problems: readonly LineProblemResponse[];
}

/** Allow-list of a line. */
export function toCartLineResponse(
  { line, priced, problems }: CartLineView,
  currency: string,
): CartLineResponse {
  const money = (minor: number) => formatMinor(minor, currency);
  return {
    id: line.itemId,
    variantId: line.variantId,
    productId: line.productId,
    productName: line.productName,
    productSlug: line.productSlug,
    variantName: line.variantName,
    sku: line.sku,
    attributes: line.attributes,
    imageUrl: line.imageUrl,
    quantity: line.quantity,
    unitPrice: line.hasPrice ? money(line.unitPrice) : null,
    listPrice: line.hasPrice ? money(line.listPrice) : null,
    total: money(priced?.total ?? 0),
    discount: money(priced?.discount ?? 0),
    discounts: (priced?.discounts ?? []).map(({ discountId, amount }) => {
      return { discountId, amount: money(amount) };
    }),
    tax: money(priced?.tax ?? 0),
    taxRate: priced?.taxRate ?? null,
    availability: availabilityOf(line),
    availableOn: line.availableOn,
    notes: line.notes ?? null,
    problems: problems.map((problem) => toProblem(problem, money)),
  };
}

function toProblem(problem: LineProblem, money: (minor: number) => string): LineProblemResponse {
  const { code } = problem;
  switch (problem.code) {
    case 'unavailable':
      return { code, detail: 'It is not sold at the moment', reason: problem.reason };
    case 'no_price_in_currency':
      return { code, detail: 'It has no price in the currency of the cart' };
    case 'out_of_stock':
      return { code, detail: 'It is out of stock', available: 0 };
    case 'insufficient_stock':
      return { code, detail: `Only ${problem.available} are left`, available: problem.available };
    case 'price_changed': {
      const previousPrice = money(problem.shownPrice);
      const now = money(problem.unitPrice);
      return { code, detail: `The price was ${previousPrice} and is now ${now}`, previousPrice };
    }
    case 'quantity_reduced':
      return { code, detail: `More than ${problem.maximum} pieces are not possible` };
  }
}
