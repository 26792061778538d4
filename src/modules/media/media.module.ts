import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MediaFile } from './domain/media-file.entity.js';
import { FolderStorage } from './folder-storage.js';
import { ImageEncoder } from './image-encoder.js';
import { MediaStorage } from './media-storage.js';
import { MediaService } from './media.service.js';

/** Pictures of the shop: checked, drawn anew, stored. */
@Module({
  imports: [TypeOrmModule.forFeature([MediaFile])],
  providers: [MediaService, ImageEncoder, { provide: MediaStorage, useClass: FolderStorage }],
  exports: [MediaService],
})
export class MediaModule {}
