import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { mediaQueue } from '../../media/media.jobs.js';
import { MediaService } from '../../media/media.service.js';
import { UsersRepository } from '../data/users.repository.js';
import { UserNotFound } from '../users.errors.js';

const SHAPE = { maxSide: 512 };

/** Gives a person another picture; the one before is deleted by a worker. */
@Injectable()
export class ChangeAvatar {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly users: UsersRepository,
    private readonly media: MediaService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @returns address of the new picture
   * @throws InvalidImage, MediaBusy, UserNotFound
   */
  async execute(ctx: RequestContext, userId: string, bytes: Buffer): Promise<string> {
    // First the file: a row must never point to what is not there.
    const picture = await this.media.saveImage(bytes, 'avatars', SHAPE);
    try {
      await this.uow.run(ctx, async (tx) => {
        const former = await this.users.setAvatar(tx, userId, picture);
        if (former === undefined) throw new UserNotFound();
        if (former) await this.outbox.enqueue(tx, mediaQueue, 'remove-file', { key: former });
      });
    } catch (error) {
      await this.media.remove(picture.key);
      throw error;
    }
    return picture.url;
  }
}
