import { Injectable } from '@nestjs/common';
import { handlers, type QueueProcessor } from '../../queue/typed-processor.js';
import { mediaQueue } from './media.jobs.js';
import { MediaService } from './media.service.js';

/** Files that nothing points to any more. */
@Injectable()
export class MediaProcessor implements QueueProcessor {
  readonly queue = mediaQueue;

  // Twice does no harm, so that the platform may mark the job done.
  readonly handlers = handlers(mediaQueue, {
    'remove-file': ({ key }) => this.media.remove(key),
  });

  constructor(private readonly media: MediaService) {}
}
