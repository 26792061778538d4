import { z } from 'zod';
import type { FieldError } from '../../../../common/errors/domain-error.js';
import { RulesInvalid } from '../groups.errors.js';

const MAX_CONDITIONS = 20;
const MAX_NAMED = 100;
/** A rule with a limit is filled anew when one of its products changes. */
const MAX_LIMIT = 1_000;

export const RULE_SORTS = ['-publishedAt', 'publishedAt', 'price', '-price', '-rating'] as const;

const not = { not: z.boolean().optional() };
/** In the form in which PostgreSQL writes it: rules are searched for ids as texts. */
const id = z.guid().transform((text) => text.toLowerCase());
const ids = z.array(id).min(1).max(MAX_NAMED);
const code = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,99}$/);
const amount = z.string().regex(/^\d{1,8}(\.\d{1,2})?$/);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
/** Texts end up in PostgreSQL, which takes neither NUL nor half a character. */
const text = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);
const number = z.number().min(-1e15).max(1e15);

const CONDITION = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('category'), in: ids, ...not }),
  z.strictObject({ field: z.literal('brand'), in: ids, ...not }),
  z
    .strictObject({
      field: z.literal('price'),
      min: amount.optional(),
      max: amount.optional(),
      ...not,
    })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'needs min or max'),
  z.strictObject({
    field: z.literal('attribute'),
    code,
    in: z.array(code).min(1).max(MAX_NAMED),
    ...not,
  }),
  z
    .strictObject({
      field: z.literal('custom'),
      code,
      in: z
        .array(z.union([text, number, z.boolean()]))
        .min(1)
        .max(MAX_NAMED)
        .optional(),
      min: z.union([number, day]).optional(),
      max: z.union([number, day]).optional(),
      ...not,
    })
    .refine(
      ({ in: values, min, max }) =>
        (values === undefined) !== (min === undefined && max === undefined),
      'needs either in, or min and max',
    )
    .refine(
      ({ min, max }) => min === undefined || max === undefined || typeof min === typeof max,
      'min and max must be both numbers or both days',
    ),
  z.strictObject({
    field: z.literal('publishedSince'),
    since: z.iso.datetime({ offset: true }).refine(isStorableTime, 'must be a time after 1970'),
    ...not,
  }),
  z.strictObject({ field: z.literal('rating'), min: z.number().min(0).max(5), ...not }),
  z.strictObject({ field: z.literal('featured'), is: z.boolean(), ...not }),
  z.strictObject({ field: z.literal('onSale'), is: z.boolean(), ...not }),
]);

const RULES = z.strictObject({
  match: z.enum(['all', 'any']).default('all'),
  conditions: z.array(CONDITION).min(1).max(MAX_CONDITIONS),
  sort: z.enum(RULE_SORTS).default('-publishedAt'),
  limit: z.int().min(1).max(MAX_LIMIT).nullable().default(null),
});

/** Which products belong to a collection, in which order, and how many of them. */
export type CollectionRules = z.output<typeof RULES>;

/** What rules name, to be looked up before they are stored. */
export interface RuleNames {
  readonly pointer: string;
  readonly kind: 'category' | 'brand' | 'attribute' | 'attribute value' | 'custom field';
  /** Id or code; of a value `<code of the attribute>/<code of the value>`. */
  readonly name: string;
}

/**
 * Rules in their stored form, with all defaults.
 *
 * @throws RulesInvalid with a pointer for each fault
 */
export function parseRules(value: unknown): CollectionRules {
  const parsed = RULES.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, 20).map((issue): FieldError => ({
    pointer: ['/rules', ...issue.path.map((part) => String(part).slice(0, 100))].join('/'),
    code: issue.code,
    detail: issue.message.slice(0, 200),
  }));
  throw new RulesInvalid(faults[0]?.detail, undefined, faults);
}

/** Everything that must exist for the rules to make sense. */
export function namesIn(rules: CollectionRules): RuleNames[] {
  return rules.conditions.flatMap((condition, index): RuleNames[] => {
    const at = `/rules/conditions/${index}`;
    switch (condition.field) {
      case 'category':
      case 'brand':
        return condition.in.map((name, n) => ({
          pointer: `${at}/in/${n}`,
          kind: condition.field,
          name,
        }));
      case 'attribute':
        return [
          { pointer: `${at}/code`, kind: 'attribute', name: condition.code },
          ...condition.in.map((value, n) => ({
            pointer: `${at}/in/${n}`,
            kind: 'attribute value' as const,
            name: `${condition.code}/${value}`,
          })),
        ];
      case 'custom':
        return [{ pointer: `${at}/code`, kind: 'custom field', name: condition.code }];
      default:
        return [];
    }
  });
}

function isStorableTime(time: string): boolean {
  const at = Date.parse(time);
  return at >= 0 && at < Date.parse('2100-01-01T00:00:00Z');
}
