import { Injectable, Logger } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { OrphansRepository } from '../data/orphans.repository.js';
import { MediaStorage, type StoredFile } from '../storage/media-storage.js';

const BATCH = 100;
const DAY_SECONDS = 86_400;
/** Pages that still show a file that was just replaced go on showing it for this long. */
const GRACE_SECONDS = 600;

/** How long is waited before a file is given up and before it is deleted; tests wait less. */
export interface SweepTimes {
  /** Uploaded and shown by nothing. */
  readonly looseSeconds: number;
  /** Given up. */
  readonly graceSeconds: number;
}

const TIMES: SweepTimes = { looseSeconds: DAY_SECONDS, graceSeconds: GRACE_SECONDS };

/**
 * Deletes files that nobody points to: never shown, replaced, of an owner that is gone, or left behind by a
 * process that died. First the file, then its row: cut off in between, the next run does it again.
 */
@Injectable()
export class SweepMedia {
  private readonly logger = new Logger(SweepMedia.name);

  constructor(
    private readonly orphans: OrphansRepository,
    private readonly storage: MediaStorage,
    private readonly uow: UnitOfWork,
  ) {}

  /** By the rows of files; @returns how many were deleted. */
  async execute(ctx: RequestContext, times: SweepTimes = TIMES): Promise<number> {
    let given: number;
    do {
      given = await this.uow.run(ctx, (tx) => {
        return this.orphans.giveUpLoose(tx, times.looseSeconds, BATCH);
      });
    } while (given === BATCH);
    let deleted = 0;
    for (;;) {
      const { driver } = this.storage;
      const orphans = await this.orphans.find(driver, times.graceSeconds, BATCH);
      await this.storage.remove(orphans.map(({ key }) => key));
      const ids = orphans.map(({ id }) => id);
      if (ids.length > 0) await this.uow.run(ctx, (tx) => this.orphans.delete(tx, ids));
      deleted += ids.length;
      if (ids.length < BATCH) break;
    }
    if (deleted > 0) this.logger.log(`${deleted} files that nothing showed are deleted`);
    return deleted;
  }

  /**
   * By what lies in the storage: a row is written before its file, so that an old file without one
   * belongs to nobody.
   *
   * @returns how many were deleted
   */
  async executeOnStorage(ctx: RequestContext, times: SweepTimes = TIMES): Promise<number> {
    const before = Date.now() - times.looseSeconds * 1000;
    let deleted = 0;
    for await (const batch of this.storage.stored()) {
      const old = batch.filter(({ modifiedAt }) => modifiedAt.getTime() < before);
      const names = await this.unknown(ctx, old);
      await this.storage.removeFiles(names);
      deleted += names.length;
    }
    if (deleted > 0) this.logger.log(`${deleted} files that nobody knew are deleted`);
    return deleted;
  }

  private async unknown(ctx: RequestContext, files: readonly StoredFile[]): Promise<string[]> {
    const keys = [...new Set(files.flatMap(({ key }) => (key === null ? [] : [key])))];
    const unknown = keys.length === 0 ? new Set() : await this.orphans.unknown(ctx, keys);
    return files.filter(({ key }) => key === null || unknown.has(key)).map(({ name }) => name);
  }
}
