import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { MediaFilesRepository } from '../data/media-files.repository.js';
import { typeOf } from '../domain/picture-bytes.js';
import { InvalidImage, MediaNotFound, UploadMissing } from '../media.errors.js';
import { mediaQueue } from '../media.jobs.js';
import type { MediaFileView } from '../media.types.js';
import { type ArrivedUpload, MediaStorage, type UploadReceipt } from '../storage/media-storage.js';

/**
 * Looks what a direct upload really brought, and has a worker check and draw it. Nobody is shown the
 * file before that.
 */
@Injectable()
export class CompleteUpload {
  constructor(
    private readonly files: MediaFilesRepository,
    private readonly storage: MediaStorage,
    private readonly uow: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  /** @throws MediaNotFound for others' uploads too, UploadMissing, InvalidImage */
  async execute(ctx: RequestContext, id: string, receipt: UploadReceipt): Promise<MediaFileView> {
    const file = await this.files.find(id);
    if (!file?.expiresAt || file.createdBy !== ctx.actorId) throw new MediaNotFound();
    if (file.state !== 'waiting' || file.uploadedAt !== null) return file;
    const arrived = await this.storage.inspect(file.key, receipt);
    if (!arrived) throw new UploadMissing();
    if (!isAsPlanned(file, arrived)) {
      await this.uow.run(ctx, (tx) => this.files.markFailed(tx, id, 'not_as_planned'));
      throw new InvalidImage('What arrived is not the picture that was announced');
    }
    await this.uow.run(ctx, async (tx) => {
      if (!(await this.files.markUploaded(tx, id))) return;
      await this.outbox.enqueue(tx, mediaQueue, 'check-upload', { fileId: id });
    });
    return (await this.files.find(id)) ?? file;
  }
}

function isAsPlanned(file: MediaFileView, { bytes, head }: ArrivedUpload): boolean {
  return bytes === file.bytes && (head === null || typeOf(head) === file.contentType);
}
