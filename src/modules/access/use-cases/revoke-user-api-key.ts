import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { ApiKeyNotFound } from '../access.errors.js';
import { ApiKeysService } from '../api-keys.service.js';
import { RightsService } from '../rights.service.js';

/** Staff ends the key that somebody has given to a machine. */
@Injectable()
export class RevokeUserApiKey {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: RightsService,
    private readonly keys: ApiKeysService,
  ) {}

  /** @throws OwnAccount, ExceedsOwnRights, ApiKeyNotFound also where there is no such person */
  async execute(ctx: RequestContext, userId: string, keyId: string): Promise<void> {
    const change = { userId, permission: 'users:w', notFound: () => new ApiKeyNotFound() };
    await this.uow.run(ctx, (tx) =>
      this.rights.guardUserChange(tx, ctx, change, () => this.keys.revokeIn(tx, userId, keyId)),
    );
  }
}
