import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { RoleNotFound } from '../access.errors.js';
import type { Role } from '../access.types.js';
import { RolesRepository } from '../data/roles.repository.js';
import type { ModuleRights } from '../domain/rights.js';
import { RightsService } from '../rights.service.js';
import { toRole } from '../role-view.js';
import { assertKnownModules, assertKnownParent } from './role-checks.js';

/** What a new role is made of. */
export interface NewRole {
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly isActive: boolean;
  readonly requiresMfa: boolean;
  readonly parentId: string | null;
  readonly permissions: readonly ModuleRights[];
}

/** Makes a role that may do no more than the one who makes it. */
@Injectable()
export class CreateRole {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: RightsService,
    private readonly roles: RolesRepository,
  ) {}

  /** @throws ExceedsOwnRights, UnknownModule, UnknownRole, RoleCodeTaken */
  async execute(ctx: RequestContext, role: NewRole): Promise<Role> {
    assertKnownModules(role.permissions);
    const id = randomUUID();
    return this.uow.run(ctx, (tx) =>
      this.rights.guardRoleChange(tx, ctx, id, () => this.insert(tx, id, role)),
    );
  }

  private async insert(tx: Tx, id: string, role: NewRole): Promise<Role> {
    await assertKnownParent(this.roles, tx, role.parentId);
    await this.roles.insert(tx, id, role.code, {
      name: role.name,
      description: role.description,
      is_active: role.isActive,
      requires_mfa: role.requiresMfa,
      parent_id: role.parentId,
    });
    await this.roles.setPermissions(tx, id, role.permissions);
    const row = await this.roles.find(tx, id);
    if (!row) throw new RoleNotFound();
    return toRole(row);
  }
}
