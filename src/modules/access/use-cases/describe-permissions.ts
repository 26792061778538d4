import { Injectable } from '@nestjs/common';
import { Unauthenticated } from '../../../common/errors/common-errors.js';
import type { AuthUser } from '../../../common/http/auth-user.js';
import type { RequestContext } from '../../../common/request-context.js';
import type { OwnPermissions } from '../access.types.js';
import { CallersRepository } from '../data/callers.repository.js';
import { RightsRepository } from '../data/rights.repository.js';
import { commonOf, tableOf } from '../domain/rights.js';

/** Tells a caller what he may do through the session or key that he calls with. */
@Injectable()
export class DescribePermissions {
  constructor(
    private readonly callers: CallersRepository,
    private readonly rights: RightsRepository,
  ) {}

  /** @throws Unauthenticated when the account went away in between */
  async execute(ctx: RequestContext, user: AuthUser): Promise<OwnPermissions> {
    const [caller, graph] = await Promise.all([
      this.callers.find(ctx, user),
      this.rights.loadGraph(null),
    ]);
    if (!caller) throw new Unauthenticated();
    const mfaMissing = graph.requiresMfa(caller.role_id) && caller.mfa_at === null;
    // Who acts for a customer has no rights on others' rows, whatever the customer may have.
    const isNothingOpen = mfaMissing || user.actorId !== undefined;
    const held = graph.effective(caller.role_id);
    const rights = caller.scopes ? commonOf(held, new Set(caller.scopes)) : held;
    return { role: user.roleCode, mfaMissing, items: isNothingOpen ? [] : tableOf(rights) };
  }
}
