import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';
import { MEDIA_KEY } from './media-key.js';
import { MediaStorage } from './media-storage.js';

/** Files below `MEDIA_DIR`, which API and workers share; `media.http.module.ts` serves them. */
@Injectable()
export class FolderStorage extends MediaStorage {
  private readonly root: string;

  constructor(@Inject(ENV) env: Pick<Env, 'MEDIA_DIR'>) {
    super();
    this.root = resolve(env.MEDIA_DIR);
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    // Under another name first, which is never served: nobody is shown half a picture.
    const unfinished = resolve(dirname(path), `.${randomUUID()}`);
    try {
      await writeFile(unfinished, bytes, { flag: 'wx' });
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  urlOf(key: string): string {
    return `/media/${key}`;
  }

  /** @throws Error for a key that is not of our making: it could lead out of the folder. */
  private pathOf(key: string): string {
    if (!MEDIA_KEY.test(key)) throw new Error('This is no key of a stored file');
    return resolve(this.root, key);
  }
}
