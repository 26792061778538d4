import { Injectable } from '@nestjs/common';
import { handlers, type QueueProcessor, schedules } from '../../queue/typed-processor.js';
import { mediaQueue } from './media.jobs.js';
import { MediaService } from './media.service.js';
import { CheckUpload } from './use-cases/check-upload.js';
import { MakeSizes } from './use-cases/make-sizes.js';
import { SweepMedia } from './use-cases/sweep-media.js';

const EVERY_TEN_MINUTES = 600_000;
const NIGHTLY = '50 3 * * *';

/** Files: checked, made in sizes, deleted when nobody points to them. */
@Injectable()
export class MediaProcessor implements QueueProcessor {
  readonly queue = mediaQueue;

  // Twice does no harm, so that the platform may mark the job done.
  readonly handlers = handlers(mediaQueue, {
    'remove-file': ({ key }, { ctx }) => this.media.removeAvatar(ctx, key),
    'check-upload': ({ fileId }, { ctx }) => this.checkUpload.execute(ctx, fileId),
    'make-sizes': ({ fileId }, { ctx }) => this.makeSizes.execute(ctx, fileId),
    'sweep-orphans': async (_payload, { ctx }) => {
      await this.sweep.execute(ctx);
    },
    'sweep-storage': async (_payload, { ctx }) => {
      await this.sweep.executeOnStorage(ctx);
    },
  });
  readonly schedules = schedules(mediaQueue, [
    { name: 'media-orphans', every: EVERY_TEN_MINUTES, job: 'sweep-orphans', payload: {} },
    { name: 'media-storage', pattern: NIGHTLY, job: 'sweep-storage', payload: {} },
  ]);

  constructor(
    private readonly media: MediaService,
    private readonly checkUpload: CheckUpload,
    private readonly makeSizes: MakeSizes,
    private readonly sweep: SweepMedia,
  ) {}
}
