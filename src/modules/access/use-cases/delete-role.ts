import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { RoleInUse, RoleNotFound, RoleProtected } from '../access.errors.js';
import { RolesRepository } from '../data/roles.repository.js';
import { RightsService } from '../rights.service.js';
import { etagOfRole, toRole } from '../role-view.js';

/** Registration gives the one, the command line the other. */
const PROTECTED = ['user', 'admin'];

/** Deletes a role that nobody has and nothing inherits from. */
@Injectable()
export class DeleteRole {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: RightsService,
    private readonly roles: RolesRepository,
  ) {}

  /** @throws ExceedsOwnRights, OwnRole, RoleNotFound, RoleProtected, RoleInUse, PreconditionFailed */
  async execute(ctx: RequestContext, id: string, ifMatch: string | null): Promise<void> {
    await this.uow.run(ctx, (tx) =>
      this.rights.guardRoleChange(tx, ctx, id, () => this.delete(tx, id, ifMatch)),
    );
  }

  private async delete(tx: Tx, id: string, ifMatch: string | null): Promise<void> {
    const stored = await this.roles.find(tx, id);
    if (!stored) throw new RoleNotFound();
    assertUnchanged(ifMatch, etagOfRole(toRole(stored)));
    if (PROTECTED.includes(stored.code)) throw new RoleProtected();
    if (await this.roles.isUsed(tx, id)) throw new RoleInUse();
    await this.roles.delete(tx, id);
  }
}
