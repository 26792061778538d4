import { Module } from '@nestjs/common';
import { PrivacyWorkerModule } from './modules/privacy/privacy.worker.module.js';
import { TransfersWorkerModule } from './modules/transfers/transfers.worker.module.js';

/** The queue `transfers` has two features that work on it: files, and what is known of a person. */
@Module({ imports: [PrivacyWorkerModule, TransfersWorkerModule] })
export class TransfersQueueWorkerModule {}
