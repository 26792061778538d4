export const DISCOUNT_TYPES = [
  'percentage',
  'fixed_amount',
  'buy_x_get_y',
  'free_shipping',
  'tiered',
] as const;

export type DiscountType = (typeof DISCOUNT_TYPES)[number];

export const DISCOUNT_TARGET_KINDS = [
  'product',
  'category',
  'brand',
  'collection',
  'customer_group',
] as const;

export type DiscountTargetKind = (typeof DISCOUNT_TARGET_KINDS)[number];

/** Ids of one kind each; a line matches when it is in any of them. */
export interface LineTargets {
  readonly productIds: readonly string[];
  /** A category stands for all below it. */
  readonly categoryIds: readonly string[];
  readonly brandIds: readonly string[];
  readonly collectionIds: readonly string[];
}

/** One step of a tiered discount; `from` is minor units or pieces, whatever the tiers count by. */
export interface DiscountTier {
  readonly from: number;
  /** Either hundredths of a per cent … */
  readonly basisPoints: number | null;
  /** … or minor units off. */
  readonly amount: number | null;
}

/** What a discount does, checked and in minor units. Basis points: 10 % is 1000. */
export type DiscountRule =
  | { readonly type: 'percentage'; readonly basisPoints: number }
  | { readonly type: 'fixed_amount'; readonly amount: number }
  | {
      readonly type: 'buy_x_get_y';
      readonly buyQuantity: number;
      readonly getQuantity: number;
      readonly basisPoints: number;
      /** How often it may happen in one order; null: as often as it fits. */
      readonly maxRepeats: number | null;
      /** What is given; null: the same items that have to be bought. */
      readonly get: LineTargets | null;
    }
  | { readonly type: 'free_shipping'; readonly methodCodes: readonly string[] | null }
  | {
      readonly type: 'tiered';
      readonly by: 'amount' | 'quantity';
      readonly tiers: readonly DiscountTier[];
    }
  /** The stored rules do not fit the type: never applied, so that one bad row spoils no cart. */
  | { readonly type: 'broken' };

/** A discount as the price needs it: amounts in minor units, times as the database's milliseconds. */
export interface DiscountCandidate {
  readonly id: string;
  /** Upper case, as the customer has it; null for one that applies by itself. */
  readonly code: string | null;
  /** Of a single-use code; such a discount comes once for each of its codes. */
  readonly codeId?: string | null;
  /** Another order has this single-use code. */
  readonly isCodeUsed?: boolean;
  readonly name: string;
  readonly type: DiscountType;
  readonly rule: DiscountRule;
  /** Of the basket's subtotal before any discount. */
  readonly minimumAmount: number | null;
  /** Cap of what this discount takes off. */
  readonly maximumAmount: number | null;
  /** Higher first; equal ones in the order of their ids. */
  readonly priority: number;
  /** Of one group only the best for the customer applies. */
  readonly exclusiveGroup: string | null;
  readonly isActive: boolean;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly usageLimit: number | null;
  readonly usedCount: number;
  readonly userLimit: number | null;
  readonly firstOrderOnly?: boolean;
  /** The customer has an order that is not cancelled; only asked where it matters. */
  readonly hasOrdered?: boolean;
  /** A guest who has not said who he is: what depends on it is decided by his order. */
  readonly isCustomerUnknown?: boolean;
  /** How often this customer has used it; 0 for a guest who has not said who he is. */
  readonly userUsedCount: number;
  /** null: all lines. */
  readonly targets: LineTargets | null;
  /** null: everybody. */
  readonly customerGroupIds: readonly string[] | null;
}
