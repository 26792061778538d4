import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { MediaService } from '../media.service.js';
import type { MediaOwner } from '../media.types.js';
import { MediaStorage, type UploadTicket } from '../storage/media-storage.js';

/** Long enough for a slow line, short enough that a lost address is soon worth nothing. */
const MINUTES = 15;

/** What is going to be sent. */
export interface UploadWish {
  readonly owner: MediaOwner;
  readonly contentType: string;
  readonly bytes: number;
}

export interface StartedUpload extends UploadTicket {
  readonly id: string;
  readonly expiresAt: Date;
}

/** Lets a browser send one picture of known size straight to the storage. */
@Injectable()
export class StartUpload {
  constructor(
    private readonly media: MediaService,
    private readonly storage: MediaStorage,
  ) {}

  /** @throws MediaOwnerNotFound, MediaQuotaExceeded */
  async execute(ctx: RequestContext, wish: UploadWish): Promise<StartedUpload> {
    const { owner, bytes, contentType } = wish;
    const expiresAt = new Date(Date.now() + MINUTES * 60_000);
    const [file] = this.media.name(owner, [{ bytes, contentType }], expiresAt);
    if (file === undefined) throw new Error('An upload has no name');
    await this.media.announce(ctx, owner, [file]);
    const { id, key } = file;
    const ticket = await this.storage.plan({ id, key, contentType, bytes, expiresAt });
    return { id, expiresAt, ...ticket };
  }
}
