import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { RoleNotFound } from '../access.errors.js';
import { RolesRepository } from '../data/roles.repository.js';
import type { ModuleRights } from '../domain/rights.js';
import { RightsService } from '../rights.service.js';
import { etagOfRole, toRole } from '../role-view.js';
import { assertKnownModules } from './role-checks.js';

/** Makes the rights of a role's own exactly those of a table. */
@Injectable()
export class SetRolePermissions {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: RightsService,
    private readonly roles: RolesRepository,
  ) {}

  /**
   * @throws OwnRole, ExceedsOwnRights, LastAdministrator
   * @throws RoleNotFound, UnknownModule, PreconditionFailed
   */
  async execute(
    ctx: RequestContext,
    id: string,
    table: readonly ModuleRights[],
    ifMatch: string | null,
  ): Promise<void> {
    assertKnownModules(table);
    await this.uow.run(ctx, (tx) =>
      this.rights.guardRoleChange(tx, ctx, id, () => this.set(tx, id, table, ifMatch)),
    );
  }

  private async set(
    tx: Tx,
    id: string,
    table: readonly ModuleRights[],
    ifMatch: string | null,
  ): Promise<void> {
    const stored = await this.roles.find(tx, id);
    if (!stored) throw new RoleNotFound();
    assertUnchanged(ifMatch, etagOfRole(toRole(stored)));
    await this.roles.setPermissions(tx, id, table);
  }
}
