import { Injectable } from '@nestjs/common';
import { Semaphore } from '../../common/crypto/semaphore.js';
import { isPolyglot, typeOf } from './domain/picture-bytes.js';
import { InvalidImage, MediaBusy } from './media.errors.js';
import type { DrawnPicture, ImageShape } from './media.types.js';

/** One at a time: a picture of the largest kind unfolds to 100 MB. */
const AT_ONCE = 1;
/** Each holds the bytes of its file meanwhile. */
const MAX_WAITING = 16;
const RETRY_AFTER_SECONDS = 2;
/** 25 megapixels: a small file can unfold to gigabytes. */
const MAX_PIXELS = 25_000_000;
/** A line of 60,000 pixels has few of them and is no picture either. */
const MAX_SIDE = 12_000;
const QUALITY = 82;
const MAX_SECONDS = 10;

/** Draws pictures anew, so that nothing of the uploaded file is kept but what can be seen. */
@Injectable()
export class ImageEncoder {
  private readonly running = new Semaphore(AT_ONCE, MAX_WAITING);

  /**
   * A WebP without metadata (a photograph says where it was taken), turned as its EXIF says.
   *
   * @throws InvalidImage for anything but a whole PNG, JPEG or WebP of at most 25 megapixels
   * @throws MediaBusy when too many wait already
   */
  async encode(bytes: Buffer, shape: ImageShape): Promise<DrawnPicture> {
    if (typeOf(bytes) === null || isPolyglot(bytes)) throw new InvalidImage();
    return this.alone(() => draw(bytes, shape));
  }

  /**
   * A picture of ours, not wider than so many pixels.
   *
   * @throws InvalidImage, MediaBusy
   */
  async shrink(picture: Buffer, width: number): Promise<Buffer> {
    return this.alone(async () => {
      const sharp = await loadSharp();
      return sharp(picture, { limitInputPixels: MAX_PIXELS })
        .resize({ width, withoutEnlargement: true })
        .webp({ quality: QUALITY })
        .timeout({ seconds: MAX_SECONDS })
        .toBuffer();
    });
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.running.enter();
    if (!release) throw new MediaBusy(undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    try {
      return await work();
    } catch (error) {
      throw Object.assign(new InvalidImage(), { cause: error });
    } finally {
      release();
    }
  }
}

async function loadSharp() {
  // 20 MB that only this needs.
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

async function draw(bytes: Buffer, { maxSide }: ImageShape): Promise<DrawnPicture> {
  const sharp = await loadSharp();
  const source = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
  // From the header alone, before anything unfolds.
  const { width, height, pages = 1 } = await source.metadata();
  if (Math.max(width, height) > MAX_SIDE || width * height > MAX_PIXELS || pages > 1) {
    throw new InvalidImage();
  }
  const { data, info } = await source
    .rotate()
    .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: QUALITY })
    .timeout({ seconds: MAX_SECONDS })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}
