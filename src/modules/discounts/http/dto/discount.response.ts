import { ApiProperty } from '@nestjs/swagger';
import { formatMinor, minorFromDb } from '../../../../common/money/money.js';
import {
  DISCOUNT_TARGET_KINDS,
  DISCOUNT_TYPES,
  type DiscountTargetKind,
  type DiscountType,
} from '../../discounts.types.js';
import type { DiscountStatistics, DiscountView, KeptCode } from '../../kept-discount.types.js';

export class DiscountTargetResponse {
  @ApiProperty({ enum: DISCOUNT_TARGET_KINDS })
  kind: DiscountTargetKind;

  id: string;
}

export class DiscountResponse {
  id: string;

  /** @example 'Ten per cent off in spring' */
  name: string;

  /** @example "SPRING10" */
  code: string | null;

  description: string | null;

  @ApiProperty({ enum: DISCOUNT_TYPES })
  type: DiscountType;

  /**
   * Per cent, or an amount; null for types that have it in `rules`.
   * @example "10.00"
   */
  value: string | null;

  @ApiProperty({ type: Object, additionalProperties: true })
  rules: Record<string, unknown>;

  /**
   * Of all amounts: the shop's own.
   * @example "USD"
   */
  currency: string;

  minimumAmount: string | null;

  maximumAmount: string | null;

  usageLimit: number | null;

  userLimit: number | null;

  /** Uses that count now. */
  usedCount: number;

  priority: number;

  exclusiveGroup: string | null;

  firstOrderOnly: boolean;

  singleUseCodes: boolean;

  isActive: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  startsAt: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endsAt: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: [DiscountTargetResponse] })
  targets: DiscountTargetResponse[];
}

export class DiscountAmountResponse {
  /** @example "USD" */
  currency: string;

  /** @example "123.40" */
  amount: string;
}

export class DiscountStatisticsResponse {
  /** Orders that have it, archived ones too. */
  uses: number;

  /** Uses that were given back by cancelled, expired or refunded orders. */
  givenBack: number;

  customers: number;

  /** What it has taken off, by the currency of the orders. */
  @ApiProperty({ type: [DiscountAmountResponse] })
  amounts: DiscountAmountResponse[];

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  firstUsedAt: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastUsedAt: string | null;

  /** Single-use codes that were made. */
  codes: number;

  usedCodes: number;
}

export class MadeDiscountCodesResponse {
  /** @example 100 */
  made: number;
}

export class DiscountCodeResponse {
  /** @example "SPRING-7KQ2M9XWTR4HBD" */
  code: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  usedAt: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  orderId: string | null;
}

export function toDiscountResponse(view: DiscountView, currency: string): DiscountResponse {
  const { id, name, code, description, type, rules, usageLimit, userLimit, usedCount } = view;
  const { priority, exclusiveGroup, firstOrderOnly, singleUseCodes, isActive } = view;
  const money = (decimal: string | null) => amountText(decimal, currency);
  return {
    ...{ id, name, code, description, type, rules, currency, usageLimit, userLimit, usedCount },
    ...{ priority, exclusiveGroup, firstOrderOnly, singleUseCodes, isActive },
    value: type === 'percentage' ? view.value : type === 'fixed_amount' ? money(view.value) : null,
    minimumAmount: money(view.minimumAmount),
    maximumAmount: money(view.maximumAmount),
    startsAt: view.startsAt?.toISOString() ?? null,
    endsAt: view.endsAt?.toISOString() ?? null,
    createdAt: view.createdAt.toISOString(),
    targets: view.targets.map(({ kind, id: target }) => ({ kind, id: target })),
  };
}

export function toStatisticsResponse(statistics: DiscountStatistics): DiscountStatisticsResponse {
  const { uses, givenBack, customers, firstUsedAt, lastUsedAt, codes, usedCodes } = statistics;
  const amounts = statistics.amounts.map(({ currency, amount }) => {
    return { currency, amount: amountText(amount, currency) ?? amount };
  });
  return { uses, givenBack, customers, amounts, firstUsedAt, lastUsedAt, codes, usedCodes };
}

export function toCodeResponse({ code, usedAt, orderId }: KeptCode): DiscountCodeResponse {
  return { code, usedAt: usedAt?.toISOString() ?? null, orderId };
}

/** With the digits of the currency; as it stands when it has more, after the shop has changed its own. */
function amountText(decimal: string | null, currency: string): string | null {
  if (decimal === null) return null;
  try {
    return formatMinor(minorFromDb(decimal, currency), currency);
  } catch {
    return decimal;
  }
}
