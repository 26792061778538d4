import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { PayloadTooLarge } from '../../../common/errors/common-errors.js';
import { ENV, type Env } from '../../../config/env.js';
import { MediaFilesRepository } from '../data/media-files.repository.js';
import { UploadNotAllowed } from '../media.errors.js';
import { FolderStorage } from '../storage/folder-storage.js';
import { MediaStorage } from '../storage/media-storage.js';
import { isSignedUpload } from '../storage/upload-signature.js';

/** What came with the bytes. */
export interface SentUpload {
  readonly id: string;
  readonly expires: number;
  readonly signature: string;
  readonly contentType: string;
  readonly length: number;
  readonly body: Readable;
}

/** Takes a direct upload to the local storage. The signed address is the permission. */
@Injectable()
export class ReceiveUpload {
  constructor(
    private readonly storage: MediaStorage,
    private readonly files: MediaFilesRepository,
    @Inject(ENV) private readonly env: Pick<Env, 'TOKEN_SECRET'>,
  ) {}

  /** @throws UploadNotAllowed, PayloadTooLarge */
  async execute(upload: SentUpload): Promise<void> {
    const { id, expires, signature, contentType, length, body } = upload;
    const { storage } = this;
    const promised = { id, expires, contentType, bytes: length };
    if (!isSignedUpload(this.env.TOKEN_SECRET, promised, signature)) throw new UploadNotAllowed();
    const file = await this.files.find(id);
    const isOpen = file?.state === 'waiting' && file.uploadedAt === null;
    if (!isOpen || !(storage instanceof FolderStorage)) throw new UploadNotAllowed();
    await storage.receive(file.key, body, length, () => new PayloadTooLarge());
  }
}
