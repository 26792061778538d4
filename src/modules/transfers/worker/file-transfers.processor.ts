import { Injectable } from '@nestjs/common';
import { handlers, type QueueProcessor } from '../../../queue/typed-processor.js';
import { fileTransfersQueue } from '../transfers.jobs.js';

/** Worker side of imports and exports. */
@Injectable()
export class FileTransfersProcessor implements QueueProcessor {
  readonly queue = fileTransfersQueue;
  readonly handlers = handlers(fileTransfersQueue, {
    'run-import': () => Promise.resolve(),
    'run-file-export': () => Promise.resolve(),
    'remove-old-files': () => Promise.resolve(),
  });
}
