import { Module } from '@nestjs/common';
import { MediaModule } from './media.module.js';
import { MediaProcessor } from './media.processor.js';

/** Worker of the queue `media`. */
@Module({ imports: [MediaModule], providers: [MediaProcessor] })
export class MediaWorkerModule {}
