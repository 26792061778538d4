import type { DiscountTargetKind, DiscountType } from '../../modules/discounts/discounts.types.js';
import type { TestBase } from '../test-base.js';

/** What may differ from ten per cent off everything, without limits. */
export interface DiscountWish {
  readonly code?: string | null;
  readonly type?: DiscountType;
  readonly value?: string;
  readonly rules?: unknown;
  readonly minimumAmount?: string;
  readonly maximumAmount?: string;
  readonly usageLimit?: number;
  readonly usedCount?: number;
  readonly userLimit?: number | null;
  readonly priority?: number;
  readonly exclusiveGroup?: string;
  readonly isActive?: boolean;
  readonly firstOrderOnly?: boolean;
  /** Single-use codes; then it has no code of its own. */
  readonly singleUse?: readonly string[];
  readonly startsAt?: Date;
  readonly endsAt?: Date;
  readonly targets?: readonly { readonly kind: DiscountTargetKind; readonly id: string }[];
}

/** Builders of discounts. */
export function discountsGiven(t: TestBase) {
  return {
    discount: async (wish: DiscountWish = {}): Promise<{ id: string; code: string | null }> => {
      const { rows } = await t.owner.query<{ id: string; code: string | null }>(
        `INSERT INTO discounts (name, code, type, value, rules, minimum_amount, maximum_amount, usage_limit,
           used_count, user_limit, priority, exclusive_group, is_active, starts_at, ends_at,
           first_order_only, single_use_codes)
         VALUES ('Given', $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         RETURNING id, code`,
        [
          wish.code ?? null,
          wish.type ?? 'percentage',
          wish.value ?? '10.00',
          JSON.stringify(wish.rules ?? {}),
          wish.minimumAmount ?? null,
          wish.maximumAmount ?? null,
          wish.usageLimit ?? null,
          wish.usedCount ?? 0,
          wish.userLimit ?? null,
          wish.priority ?? 0,
          wish.exclusiveGroup ?? null,
          wish.isActive ?? true,
          wish.startsAt ?? null,
          wish.endsAt ?? null,
          wish.firstOrderOnly ?? false,
          wish.singleUse !== undefined,
        ],
      );
      const [discount] = rows;
      if (discount === undefined) throw new Error('The INSERT gave no row.');
      await t.owner.query(
        `INSERT INTO discount_targets (discount_id, kind, target_id)
         SELECT $1, k, i FROM unnest($2::text[], $3::uuid[]) AS w (k, i)`,
        [
          discount.id,
          (wish.targets ?? []).map((target) => target.kind),
          (wish.targets ?? []).map((target) => target.id),
        ],
      );
      await t.owner.query(
        'INSERT INTO discount_codes (discount_id, code) SELECT $1, unnest($2::text[])',
        [discount.id, wish.singleUse ?? []],
      );
      return discount;
    },
  };
}
