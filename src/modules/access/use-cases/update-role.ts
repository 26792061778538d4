import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { RoleNotFound } from '../access.errors.js';
import type { Role } from '../access.types.js';
import { RolesRepository } from '../data/roles.repository.js';
import { RightsService } from '../rights.service.js';
import { etagOfRole, toRole } from '../role-view.js';
import { assertKnownParent } from './role-checks.js';

/** What may be changed of a role; what is left out stays. */
export interface RolePatch {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly isActive?: boolean | undefined;
  readonly requiresMfa?: boolean | undefined;
  readonly parentId?: string | null | undefined;
}

/** Changes a role: switches it on or off, moves it below another parent, renames it. */
@Injectable()
export class UpdateRole {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: RightsService,
    private readonly roles: RolesRepository,
  ) {}

  /**
   * @throws OwnRole, ExceedsOwnRights, LastAdministrator
   * @throws RoleNotFound, UnknownRole, RoleCycle, PreconditionFailed
   */
  async execute(
    ctx: RequestContext,
    id: string,
    patch: RolePatch,
    ifMatch: string | null,
  ): Promise<Role> {
    return this.uow.run(ctx, (tx) =>
      this.rights.guardRoleChange(tx, ctx, id, () => this.update(tx, id, patch, ifMatch)),
    );
  }

  private async update(
    tx: Tx,
    id: string,
    patch: RolePatch,
    ifMatch: string | null,
  ): Promise<Role> {
    const stored = await this.roles.find(tx, id);
    if (!stored) throw new RoleNotFound();
    assertUnchanged(ifMatch, etagOfRole(toRole(stored)));
    if (patch.parentId !== undefined) await assertKnownParent(this.roles, tx, patch.parentId);
    await this.roles.update(tx, id, {
      name: patch.name ?? stored.name,
      description: patch.description === undefined ? stored.description : patch.description,
      is_active: patch.isActive ?? stored.is_active,
      requires_mfa: patch.requiresMfa ?? stored.requires_mfa,
      parent_id: patch.parentId === undefined ? stored.parent_id : patch.parentId,
    });
    const row = await this.roles.find(tx, id);
    if (!row) throw new RoleNotFound();
    return toRole(row);
  }
}
