import type { DiscountTargetKind, DiscountType } from './discounts.types.js';

/** What or whom a discount is for. */
export interface KeptTarget {
  readonly kind: DiscountTargetKind;
  readonly id: string;
}

/** All of a discount that staff decides; decimals as text. */
export interface DiscountValues {
  readonly name: string;
  /** Upper case; null: applies by itself, or has single-use codes. */
  readonly code: string | null;
  readonly description: string | null;
  readonly type: DiscountType;
  /** Per cent of a `percentage`, amount of a `fixed_amount`, else zero. */
  readonly value: string;
  readonly rules: Readonly<Record<string, unknown>>;
  readonly minimumAmount: string | null;
  readonly maximumAmount: string | null;
  readonly usageLimit: number | null;
  readonly userLimit: number | null;
  readonly priority: number;
  readonly exclusiveGroup: string | null;
  readonly firstOrderOnly: boolean;
  readonly singleUseCodes: boolean;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly targets: readonly KeptTarget[];
}

/** A discount as staff sees it. */
export interface DiscountView extends DiscountValues {
  readonly id: string;
  readonly isActive: boolean;
  readonly usedCount: number;
  readonly createdAt: Date;
}

/** Which discounts to list; null asks nothing. */
export interface DiscountFilter {
  readonly type: DiscountType | null;
  readonly isActive: boolean | null;
  readonly kind: 'automatic' | 'code' | 'single_use' | null;
  /** Upper case; a single-use code finds the discount that owns it. */
  readonly code: string | null;
  /** A part of the name. */
  readonly name: string | null;
}

/** What has become of a discount. Amounts are sums in the currency of the orders. */
export interface DiscountStatistics {
  readonly uses: number;
  readonly givenBack: number;
  readonly customers: number;
  readonly amounts: readonly { readonly currency: string; readonly amount: string }[];
  readonly firstUsedAt: string | null;
  readonly lastUsedAt: string | null;
  readonly codes: number;
  readonly usedCodes: number;
}

/** A single-use code. */
export interface KeptCode {
  readonly code: string;
  readonly usedAt: Date | null;
  readonly orderId: string | null;
}
