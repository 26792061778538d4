import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ImageEncoder } from './image-encoder.js';
import { MediaStorage } from './media-storage.js';
import type { ImageShape, MediaFolder, StoredMedia } from './media.types.js';

/** Stores and deletes the pictures of the shop. Never inside a transaction: files know none. */
@Injectable()
export class MediaService {
  constructor(
    private readonly storage: MediaStorage,
    private readonly encoder: ImageEncoder,
  ) {}

  /**
   * Checks, redraws and stores a picture under a name of ours.
   *
   * @throws InvalidImage, MediaBusy
   */
  async saveImage(bytes: Buffer, folder: MediaFolder, shape: ImageShape): Promise<StoredMedia> {
    const picture = await this.encoder.encode(bytes, shape);
    const key = `${folder}/${randomUUID()}.webp`;
    await this.storage.put(key, picture);
    return { key, url: this.storage.urlOf(key) };
  }

  /** Deletes a file; one that is not there is deleted already. */
  async remove(key: string): Promise<void> {
    await this.storage.remove(key);
  }
}
