import { Module } from '@nestjs/common';
import { FileTransfersProcessor } from './worker/file-transfers.processor.js';

/** Imports and exports: jobs of the queue `transfers`. */
@Module({ providers: [FileTransfersProcessor] })
export class TransfersWorkerModule {}
