import type { DiscountValues } from '../kept-discount.types.js';
import type { ChangeDiscountRequest, CreateDiscountRequest } from './dto/discount.request.js';

/** A new discount: what is left out has its default. */
export function newValues(body: CreateDiscountRequest): DiscountValues {
  return {
    name: body.name,
    code: normalCode(body.code),
    description: body.description ?? null,
    type: body.type,
    value: body.value ?? '0',
    rules: body.rules ?? {},
    minimumAmount: body.minimumAmount ?? null,
    maximumAmount: body.maximumAmount ?? null,
    usageLimit: body.usageLimit ?? null,
    userLimit: body.userLimit === undefined ? 1 : body.userLimit,
    priority: body.priority ?? 0,
    exclusiveGroup: body.exclusiveGroup ?? null,
    firstOrderOnly: body.firstOrderOnly ?? false,
    singleUseCodes: body.singleUseCodes ?? false,
    startsAt: body.startsAt ?? null,
    endsAt: body.endsAt ?? null,
    targets: (body.targets ?? []).map(({ kind, id }) => ({ kind, id })),
  };
}

/** What a change names. */
export function changedValues({
  code,
  targets,
  ...rest
}: ChangeDiscountRequest): Partial<DiscountValues> {
  const named = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  ) as Partial<DiscountValues>;
  return {
    ...named,
    ...(code === undefined ? {} : { code: normalCode(code) }),
    ...(targets === undefined ? {} : { targets: targets.map(({ kind, id }) => ({ kind, id })) }),
  };
}

function normalCode(code: string | null | undefined): string | null {
  return code?.trim().toUpperCase() ?? null;
}
