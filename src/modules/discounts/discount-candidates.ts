import { minorFromDb } from '../../common/money/money.js';
import { toDiscountRule } from './discount-rules.js';
import type {
  DiscountCandidate,
  DiscountTargetKind,
  DiscountType,
  LineTargets,
} from './discounts.types.js';

/** A discount as {@link discountCandidatesSql} gives it inside a JSON answer. */
export interface DiscountCandidateRow {
  readonly id: string;
  readonly code: string | null;
  readonly code_id: string | null;
  readonly code_used: boolean;
  readonly name: string;
  readonly type: DiscountType;
  readonly value: string;
  readonly rules: unknown;
  readonly minimum_amount: string | null;
  readonly maximum_amount: string | null;
  readonly priority: number;
  readonly exclusive_group: string | null;
  readonly is_active: boolean;
  readonly starts_at: number | null;
  readonly ends_at: number | null;
  readonly usage_limit: number | null;
  readonly used_count: number;
  readonly user_limit: number | null;
  readonly user_used_count: number;
  readonly first_order_only: boolean;
  readonly has_ordered: boolean;
  readonly customer_unknown: boolean;
  readonly targets: readonly { readonly kind: DiscountTargetKind; readonly id: string }[] | null;
}

/** Who asks, each as SQL that may be NULL. */
export interface CandidateCustomer {
  /** The key in `discount_user_counters`. */
  readonly key: string;
  readonly userId: string;
  /** Of a guest, as soon as it is known; that of a customer is looked up. */
  readonly email: string;
}

/**
 * A SELECT of the discounts that may concern a basket: those of its codes, usable or not, and
 * the automatic ones that run now. Each part goes through an index, however many codes exist.
 *
 * @param codes SQL of a text[] with codes in upper case
 */
export function discountCandidatesSql(codes: string, customer: CandidateCustomer): string {
  return `
    SELECT d.id, COALESCE(o.code, d.code) AS code, o.code_id, COALESCE(o.code_used, false) AS code_used, d.name, d.type, d.value::text AS value, d.rules,
      d.minimum_amount::text AS minimum_amount, d.maximum_amount::text AS maximum_amount,
      d.priority, d.exclusive_group, d.is_active,
      (extract(epoch FROM d.starts_at) * 1000)::float8 AS starts_at,
      (extract(epoch FROM d.ends_at) * 1000)::float8 AS ends_at,
      d.usage_limit, d.used_count, d.user_limit,
      COALESCE((SELECT u.used_count FROM discount_user_counters u
        WHERE u.discount_id = d.id AND u.customer_key = ${customer.key}), 0) AS user_used_count,
      d.first_order_only, ${customer.key} IS NULL AS customer_unknown,
      CASE WHEN d.first_order_only THEN has_live_order(${customer.userId}, ${customer.email}, NULL) ELSE false END
        AS has_ordered,
      (SELECT json_agg(json_build_object('kind', t.kind, 'id', t.target_id))
        FROM discount_targets t WHERE t.discount_id = d.id) AS targets
    FROM (
      SELECT c.id, NULL::text AS code, NULL::uuid AS code_id, NULL::boolean AS code_used FROM discounts c
      WHERE c.code = ANY (${codes})
      UNION ALL
      SELECT k.discount_id, k.code, k.id, k.used_at IS NOT NULL FROM discount_codes k
      WHERE k.code = ANY (${codes})
      UNION ALL
      SELECT a.id, NULL, NULL, NULL FROM discounts a
      WHERE a.code IS NULL AND a.is_active AND NOT a.single_use_codes
        AND (a.starts_at IS NULL OR a.starts_at <= now()) AND (a.ends_at IS NULL OR a.ends_at > now())
    ) o JOIN discounts d ON d.id = o.id`;
}

/** A row in minor units of the currency, with its rules checked. */
export function toDiscountCandidate(
  row: DiscountCandidateRow,
  currency: string,
): DiscountCandidate {
  const minor = (decimal: string | null) =>
    decimal === null ? null : minorFromDb(decimal, currency);
  const bounds = readBounds(row, minor);
  return {
    id: row.id,
    code: row.code,
    codeId: row.code_id,
    isCodeUsed: row.code_used,
    name: row.name,
    type: row.type,
    rule: bounds ? toDiscountRule(row, currency) : { type: 'broken' },
    minimumAmount: bounds?.minimumAmount ?? null,
    maximumAmount: bounds?.maximumAmount ?? null,
    priority: row.priority,
    exclusiveGroup: row.exclusive_group,
    isActive: row.is_active,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    usageLimit: row.usage_limit,
    usedCount: row.used_count,
    userLimit: row.user_limit,
    userUsedCount: row.user_used_count,
    firstOrderOnly: row.first_order_only,
    hasOrdered: row.has_ordered,
    isCustomerUnknown: row.customer_unknown,
    targets: lineTargetsOf(row),
    customerGroupIds: idsOf(row, 'customer_group'),
  };
}

/** null when a bound has digits that the currency does not have: such a row is broken. */
function readBounds(row: DiscountCandidateRow, minor: (decimal: string | null) => number | null) {
  try {
    return {
      minimumAmount: minor(row.minimum_amount),
      maximumAmount: minor(row.maximum_amount),
    };
  } catch {
    return null;
  }
}

function lineTargetsOf(row: DiscountCandidateRow): LineTargets | null {
  const productIds = idsOf(row, 'product');
  const categoryIds = idsOf(row, 'category');
  const brandIds = idsOf(row, 'brand');
  const collectionIds = idsOf(row, 'collection');
  if (!productIds && !categoryIds && !brandIds && !collectionIds) return null;
  return {
    productIds: productIds ?? [],
    categoryIds: categoryIds ?? [],
    brandIds: brandIds ?? [],
    collectionIds: collectionIds ?? [],
  };
}

function idsOf(row: DiscountCandidateRow, kind: DiscountTargetKind): string[] | null {
  const ids = (row.targets ?? []).filter((target) => target.kind === kind);
  return ids.length === 0 ? null : ids.map((target) => target.id);
}
