import { Injectable } from '@nestjs/common';
import { Semaphore } from '../../common/crypto/semaphore.js';
import { InvalidImage, MediaBusy } from './media.errors.js';
import type { ImageShape } from './media.types.js';

const AT_ONCE = 2;
const MAX_WAITING = 20;
const RETRY_AFTER_SECONDS = 2;
/** 25 megapixels: a small file can unfold to gigabytes. */
const MAX_PIXELS = 25_000_000;
const QUALITY = 82;
const MAX_SECONDS = 10;

/** What files begin with; the name and type that came along prove nothing. SVG is a program, not a picture. */
const SIGNATURES: readonly (readonly [offset: number, bytes: string])[] = [
  [0, '\x89PNG\r\n\x1a\n'],
  [0, '\xff\xd8\xff'],
  [8, 'WEBPVP8'],
];

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
  async encode(bytes: Buffer, shape: ImageShape): Promise<Buffer> {
    if (!isPicture(bytes)) throw new InvalidImage();
    const release = await this.running.enter();
    if (!release) throw new MediaBusy(undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    try {
      return await draw(bytes, shape);
    } catch (error) {
      throw Object.assign(new InvalidImage(), { cause: error });
    } finally {
      release();
    }
  }
}

function isPicture(bytes: Buffer): boolean {
  return SIGNATURES.some(([offset, signature]) => {
    return bytes.toString('latin1', offset, offset + signature.length) === signature;
  });
}

async function draw(bytes: Buffer, { maxSide }: ImageShape): Promise<Buffer> {
  // 20 MB that only this needs.
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .rotate()
    .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: QUALITY })
    .timeout({ seconds: MAX_SECONDS })
    .toBuffer();
}
