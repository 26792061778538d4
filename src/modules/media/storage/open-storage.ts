import type { Env } from '../../../config/env.js';
import { FolderStorage } from './folder-storage.js';
import type { MediaStorage } from './media-storage.js';

/** The storage of this shop; the others' clients are not loaded. */
export async function openStorage(env: Env): Promise<MediaStorage> {
  switch (env.MEDIA_DRIVER) {
    case 'local':
      return new FolderStorage(env);
    case 'cloudinary': {
      const { CloudinaryStorage } = await import('./cloudinary-storage.js');
      return CloudinaryStorage.open(env);
    }
    case 's3': {
      const { S3Storage } = await import('./s3-storage.js');
      return S3Storage.open(env);
    }
  }
}
