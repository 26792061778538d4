import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { MediaService } from '../../media/media.service.js';
import { UsersRepository } from '../data/users.repository.js';
import { UserNotFound } from '../users.errors.js';

/** Gives a person another picture; the one before is deleted by a worker. */
@Injectable()
export class ChangeAvatar {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly users: UsersRepository,
    private readonly media: MediaService,
  ) {}

  /**
   * @returns address of the new picture
   * @throws InvalidImage, MediaBusy, MediaQuotaExceeded, UserNotFound
   */
  async execute(ctx: RequestContext, userId: string, bytes: Buffer): Promise<string> {
    // First the file: a row must never point to what is not there.
    const picture = await this.media.saveAvatar(ctx, userId, bytes);
    // When this fails the file has a row that says that nothing shows it.
    await this.uow.run(ctx, async (tx) => {
      const former = await this.users.setAvatar(tx, userId, picture);
      if (former === undefined) throw new UserNotFound();
      await this.media.attachAvatar(tx, picture, former);
    });
    return picture.url;
  }
}
