import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ENV } from '../../config/env.js';
import { MediaFilesRepository } from './data/media-files.repository.js';
import { OrphansRepository } from './data/orphans.repository.js';
import { MediaFile } from './domain/media-file.entity.js';
import { ImageEncoder } from './image-encoder.js';
import { MediaService } from './media.service.js';
import { PictureBodiesService } from './picture-bodies.service.js';
import { MediaStorage } from './storage/media-storage.js';
import { openStorage } from './storage/open-storage.js';
import { CheckUpload } from './use-cases/check-upload.js';
import { MakeSizes } from './use-cases/make-sizes.js';
import { SweepMedia } from './use-cases/sweep-media.js';

/** Pictures of the shop: checked, drawn anew, stored. */
@Module({
  imports: [TypeOrmModule.forFeature([MediaFile])],
  providers: [
    { provide: MediaStorage, inject: [ENV], useFactory: openStorage },
    ImageEncoder,
    MediaFilesRepository,
    OrphansRepository,
    MediaService,
    PictureBodiesService,
    CheckUpload,
    MakeSizes,
    SweepMedia,
  ],
  exports: [
    MediaStorage,
    ImageEncoder,
    MediaFilesRepository,
    MediaService,
    PictureBodiesService,
    CheckUpload,
    MakeSizes,
    SweepMedia,
  ],
})
export class MediaModule {}
