import { Inject, Injectable } from '@nestjs/common';
import { assertUnchanged, etagOf } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { KeptDiscountsRepository } from '../data/kept-discounts.repository.js';
import { checkDiscount, namedTargets, normalRules } from '../discount-checks.js';
import {
  DiscountFixed,
  DiscountInUse,
  DiscountInvalid,
  DiscountNotFound,
} from '../discounts.errors.js';
import type { DiscountValues, DiscountView } from '../kept-discount.types.js';

/** What orders were placed by: it stays once somebody has used it. */
const FIXED = ['type', 'value', 'rules', 'code', 'singleUseCodes'] as const;

/** The ETag of a discount: its uses, which customers change all the time, are not in it. */
export function discountEtag({
  usedCount: _used,
  createdAt: _at,
  ...content
}: DiscountView): string {
  return etagOf(content);
}

/** Makes, changes, switches and deletes discounts. */
@Injectable()
export class SaveDiscount {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly discounts: KeptDiscountsRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** A new one is switched off. @throws DiscountInvalid, DiscountCodeTaken */
  create(ctx: RequestContext, values: DiscountValues): Promise<DiscountView> {
    return this.uow.run(ctx, async (tx) => {
      await this.check(tx, values, 0);
      const id = await this.discounts.save(tx, null, { ...values, rules: normalRules(values) });
      return this.read(tx, id);
    });
  }

  /** @throws DiscountNotFound, PreconditionFailed, DiscountInvalid, DiscountFixed, DiscountCodeTaken */
  change(
    ctx: RequestContext,
    id: string,
    changes: Partial<DiscountValues>,
    ifMatch: string | null,
  ): Promise<DiscountView> {
    return this.uow.run(ctx, async (tx) => {
      const stored = await this.locked(tx, id, ifMatch);
      const values: DiscountValues = { ...stored, ...changes };
      await this.check(tx, values, stored.usedCount);
      const wanted = { ...values, rules: normalRules(values) };
      await this.refuseFixed(tx, stored, wanted);
      await this.discounts.save(tx, id, wanted);
      return this.read(tx, id);
    });
  }

  /** @throws DiscountNotFound, PreconditionFailed */
  switch(
    ctx: RequestContext,
    id: string,
    isActive: boolean,
    ifMatch: string | null,
  ): Promise<DiscountView> {
    return this.uow.run(ctx, async (tx) => {
      await this.locked(tx, id, ifMatch);
      await this.discounts.switch(tx, id, isActive);
      return this.read(tx, id);
    });
  }

  /** @throws DiscountNotFound, PreconditionFailed, DiscountInUse */
  delete(ctx: RequestContext, id: string, ifMatch: string | null): Promise<void> {
    return this.uow.run(ctx, async (tx) => {
      await this.locked(tx, id, ifMatch);
      const { used, hasCodes } = await this.discounts.useOf(tx, id);
      if (used || hasCodes) throw new DiscountInUse();
      await this.discounts.delete(tx, id);
    });
  }

  private async check(tx: Tx, values: DiscountValues, usedCount: number): Promise<void> {
    const errors = checkDiscount(values, this.env.CURRENCY);
    if (values.usageLimit !== null && values.usageLimit < usedCount) {
      errors.push({ pointer: '/usageLimit', code: 'below_used_count' });
    }
    if (errors.length > 0) throw new DiscountInvalid(undefined, undefined, errors);
    const named = namedTargets(values);
    const unknown = await this.discounts.unknownTargets(tx, named);
    if (unknown.length === 0) return;
    const pointers = unknown.flatMap((position) => named[position]?.pointer ?? []);
    throw new DiscountInvalid(
      undefined,
      undefined,
      pointers.map((pointer) => ({ pointer, code: 'not_found' })),
    );
  }

  private async refuseFixed(tx: Tx, stored: DiscountView, wanted: DiscountValues): Promise<void> {
    const fields = FIXED.filter((name) => differs(stored, wanted, name));
    if (fields.length === 0) return;
    const { used, hasCodes } = await this.discounts.useOf(tx, stored.id);
    const isFixed = used || (hasCodes && fields.includes('singleUseCodes'));
    if (isFixed) throw new DiscountFixed(undefined, { fields });
  }

  private async locked(tx: Tx, id: string, ifMatch: string | null): Promise<DiscountView> {
    await this.discounts.lock(tx, id);
    const stored = await this.discounts.find(tx, id);
    if (stored === null) throw new DiscountNotFound();
    assertUnchanged(ifMatch, discountEtag(stored));
    return stored;
  }

  private async read(tx: Tx, id: string): Promise<DiscountView> {
    const view = await this.discounts.find(tx, id);
    if (view === null) throw new Error('A discount that was written is gone');
    return view;
  }
}

function differs(
  stored: DiscountView,
  wanted: DiscountValues,
  name: (typeof FIXED)[number],
): boolean {
  if (name === 'value') return Number(stored.value) !== Number(wanted.value);
  if (name !== 'rules') return stored[name] !== wanted[name];
  return stored.type === wanted.type && sorted(stored.rules) !== sorted(wanted.rules);
}

/** The database keeps the names of an object in an order of its own. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
