import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { MediaService } from '../../media/media.service.js';
import { UsersRepository } from '../data/users.repository.js';
import { UserNotFound } from '../users.errors.js';

/** Takes a person's picture away; without one there is nothing to do. */
@Injectable()
export class RemoveAvatar {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly users: UsersRepository,
    private readonly media: MediaService,
  ) {}

  /** @throws UserNotFound */
  async execute(ctx: RequestContext, userId: string): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const former = await this.users.setAvatar(tx, userId, null);
      if (former === undefined) throw new UserNotFound();
      await this.media.dropAvatar(tx, former);
    });
  }
}
