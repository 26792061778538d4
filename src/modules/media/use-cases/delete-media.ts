import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { MediaFilesRepository } from '../data/media-files.repository.js';
import { MediaInUse, MediaNotFound } from '../media.errors.js';

/** Gives up a file that nothing shows; a worker deletes it. */
@Injectable()
export class DeleteMedia {
  constructor(
    private readonly files: MediaFilesRepository,
    private readonly uow: UnitOfWork,
  ) {}

  /** @throws MediaNotFound, MediaInUse */
  async execute(ctx: RequestContext, id: string): Promise<void> {
    const file = await this.files.find(id);
    const isShop = file !== null && file.ownerKind !== 'user' && file.state !== 'orphaned';
    if (!isShop) throw new MediaNotFound();
    const given = await this.uow.run(ctx, (tx) => this.files.giveUp(tx, [id]));
    if (given === 0) throw new MediaInUse();
  }
}
