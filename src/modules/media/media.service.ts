import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../../common/request-context.js';
import { ENV, type Env } from '../../config/env.js';
import { type Tx, UnitOfWork } from '../../database/unit-of-work.js';
import { Outbox } from '../../queue/outbox/outbox.js';
import { type AnnouncedFile, MediaFilesRepository } from './data/media-files.repository.js';
import { OrphansRepository } from './data/orphans.repository.js';
import { AVATAR_SHAPE, widthsBelow } from './domain/image-sizes.js';
import { ImageEncoder } from './image-encoder.js';
import { keyFor, MEDIA_KEY } from './media-key.js';
import { MediaOwnerNotFound, MediaQuotaExceeded } from './media.errors.js';
import { mediaQueue } from './media.jobs.js';
import type { DrawnPicture, MediaFileView, MediaOwner, StoredMedia } from './media.types.js';
import { MediaStorage } from './storage/media-storage.js';

const MEGABYTE = 1_048_576;

/** Files of the shop and their rows. What it stores, it stores outside of transactions: files know none. */
@Injectable()
export class MediaService {
  constructor(
    private readonly storage: MediaStorage,
    private readonly encoder: ImageEncoder,
    private readonly files: MediaFilesRepository,
    private readonly orphans: OrphansRepository,
    private readonly uow: UnitOfWork,
    private readonly outbox: Outbox,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Checks, redraws and stores a person's picture. Nobody points to it yet: {@link attachAvatar}.
   *
   * @throws InvalidImage, MediaBusy, MediaQuotaExceeded
   */
  async saveAvatar(ctx: RequestContext, userId: string, bytes: Buffer): Promise<StoredMedia> {
    const picture = await this.encoder.encode(bytes, AVATAR_SHAPE);
    const owner: MediaOwner = { kind: 'user', id: userId };
    const [file] = this.name(owner, [{ bytes: picture.bytes.length, contentType: null }]);
    if (file === undefined) throw new Error('A picture has no name');
    await this.announce(ctx, owner, [file]);
    await this.storage.put(file.key, picture.bytes);
    return { id: file.id, key: file.key, url: file.url };
  }

  /** In the transaction that points to the new picture of a person and away from the one before. */
  async attachAvatar(tx: Tx, picture: StoredMedia, former: string | null): Promise<void> {
    await this.files.markAttached(tx, picture.id);
    await this.dropAvatar(tx, former);
  }

  /** In the transaction that points away from a person's picture: its file is to go. */
  async dropAvatar(tx: Tx, former: string | null): Promise<void> {
    if (former === null || !MEDIA_KEY.test(former)) return;
    await this.files.giveUpKey(tx, former);
    await this.outbox.enqueue(tx, mediaQueue, 'remove-file', { key: former });
  }

  /** Deletes a person's picture; one that is not there is deleted already. */
  async removeAvatar(ctx: RequestContext, key: string): Promise<void> {
    await this.storage.remove([key]);
    await this.uow.run(ctx, (tx) => this.orphans.deleteKey(tx, key));
  }

  /** Names for new files of an owner. */
  name(
    owner: MediaOwner,
    files: readonly Pick<AnnouncedFile, 'bytes' | 'contentType'>[],
    expiresAt: Date | null = null,
  ): AnnouncedFile[] {
    return files.map((file) => {
      const id = randomUUID();
      const key = keyFor(owner.kind, owner.id, id);
      const url = this.storage.urlOf(key);
      return { ...file, id, key, url, driver: this.storage.driver, expiresAt };
    });
  }

  /**
   * Writes the rows of files that are about to be stored, so that whatever happens then somebody
   * knows of them.
   *
   * @throws MediaOwnerNotFound, MediaQuotaExceeded
   */
  async announce(
    ctx: RequestContext,
    owner: MediaOwner,
    files: readonly AnnouncedFile[],
  ): Promise<void> {
    const person = ctx.onBehalfOf ?? ctx.actorId;
    await this.uow.run(ctx, async (tx) => {
      if (!(await this.files.ownerExists(tx, owner))) throw new MediaOwnerNotFound();
      if (person !== null) await this.assertQuota(tx, person, files);
      await this.files.insert(tx, owner, person, files);
    });
  }

  /**
   * Stores a checked picture and makes it public.
   *
   * @returns false when its file was given up meanwhile
   */
  async publish(
    ctx: RequestContext,
    file: Pick<MediaFileView, 'id' | 'key'>,
    picture: DrawnPicture,
  ): Promise<boolean> {
    await this.storage.put(file.key, picture.bytes);
    const widths = widthsBelow(picture.width);
    if (!this.storage.drawsSizes) await this.storage.reserveSizes(file.key, widths);
    const sha256 = createHash('sha256').update(picture.bytes).digest('hex');
    return this.uow.run(ctx, async (tx) => {
      const isReady = await this.files.markReady(tx, file.id, picture, sha256);
      if (isReady && widths.length > 0 && !this.storage.drawsSizes) {
        await this.outbox.enqueue(tx, mediaQueue, 'make-sizes', { fileId: file.id });
      }
      return isReady;
    });
  }

  /** Those of these files that belong to the owner and are not given up, in the order of the ids. */
  async filesOf(owner: MediaOwner, ids: readonly string[]): Promise<MediaFileView[]> {
    const files = await this.files.findMany(ids);
    return files.filter(({ ownerKind, ownerId, state }) => {
      return ownerKind === owner.kind && ownerId === owner.id && state !== 'orphaned';
    });
  }

  /** Leaves files that nothing shows to the worker that deletes them. */
  async giveUp(ctx: RequestContext, ids: readonly string[]): Promise<void> {
    await this.uow.run(ctx, (tx) => this.files.giveUp(tx, ids));
  }

  private async assertQuota(
    tx: Tx,
    person: string,
    files: readonly AnnouncedFile[],
  ): Promise<void> {
    const loose = await this.files.lockLoose(tx, person);
    const bytes = files.reduce((sum, file) => sum + file.bytes, loose.bytes);
    const isFull =
      loose.files + files.length > this.env.MEDIA_QUOTA_FILES ||
      bytes > this.env.MEDIA_QUOTA_MEGABYTES * MEGABYTE;
    if (isFull) throw new MediaQuotaExceeded();
  }
}
