import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import type { EncryptionKey } from '../../../config/secrets.js';

// A file is: magic, length and text of the key's id, 32 random bytes; then pieces of 64 KiB, each sealed by AES-256-GCM
// under a key of this file alone (HKDF-SHA-256 of the ring's key and the random bytes), the last one shorter or equal.
// The nonce of a piece is its number and whether it is the last (STREAM: Hoang, Reyhanitabar, Rogaway and Vizár, "Online
// Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015): pieces can be neither left out, swapped nor cut off.

const MAGIC = Buffer.from('ESHOPBK1');
const SALT_BYTES = 32;
const TAG_BYTES = 16;
const PIECE_BYTES = 65_536;

/** The file was changed, cut off, or is none of ours. */
export class BackupUnreadable extends Error {
  constructor(reason: string) {
    super(`The backup cannot be read: ${reason}.`);
    this.name = 'BackupUnreadable';
  }
}

/** Encrypts what is written to it. */
export class SealStream extends Transform {
  private rest = Buffer.alloc(0);
  private count = 0n;
  private readonly header: Buffer;
  private readonly key: Buffer;

  constructor({ id, key }: EncryptionKey) {
    super();
    const salt = randomBytes(SALT_BYTES);
    this.header = Buffer.concat([MAGIC, Buffer.from([id.length]), Buffer.from(id), salt]);
    this.key = fileKey(key, salt);
    this.push(this.header);
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    // One byte more than a piece shows that it is not the last.
    while (this.rest.length > PIECE_BYTES) {
      this.push(this.seal(this.rest.subarray(0, PIECE_BYTES), false));
      this.rest = this.rest.subarray(PIECE_BYTES);
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    this.push(this.seal(this.rest, true));
    done();
  }

  private seal(piece: Buffer, isLast: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.key, nonceOf(this.count, isLast));
    cipher.setAAD(this.header);
    this.count += 1n;
    return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Decrypts what a {@link SealStream} wrote; fails with BackupUnreadable before it gives out a false byte. */
export class OpenStream extends Transform {
  private rest = Buffer.alloc(0);
  private count = 0n;
  private file: { readonly header: Buffer; readonly key: Buffer } | null = null;

  constructor(private readonly ring: readonly EncryptionKey[]) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    try {
      this.file ??= this.readHeader();
      while (this.file !== null && this.rest.length > PIECE_BYTES + TAG_BYTES) {
        this.push(this.open(this.file, this.rest.subarray(0, PIECE_BYTES + TAG_BYTES), false));
        this.rest = this.rest.subarray(PIECE_BYTES + TAG_BYTES);
      }
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      if (this.file === null || this.rest.length < TAG_BYTES)
        throw new BackupUnreadable('it is cut off');
      this.push(this.open(this.file, this.rest, true));
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  private readHeader(): { readonly header: Buffer; readonly key: Buffer } | null {
    const idLength = this.rest[MAGIC.length];
    if (idLength === undefined) return null;
    const length = MAGIC.length + 1 + idLength + SALT_BYTES;
    if (this.rest.length < length) return null;
    const header = Buffer.from(this.rest.subarray(0, length));
    if (!header.subarray(0, MAGIC.length).equals(MAGIC))
      throw new BackupUnreadable('it is no backup');
    const id = header.subarray(MAGIC.length + 1, length - SALT_BYTES).toString();
    const known = this.ring.find((key) => key.id === id);
    if (known === undefined) {
      throw new BackupUnreadable(`BACKUP_KEYS has no key ${id.replaceAll(/[^\w-]/g, '?')}`);
    }
    this.rest = this.rest.subarray(length);
    return { header, key: fileKey(known.key, header.subarray(length - SALT_BYTES)) };
  }

  private open(file: { header: Buffer; key: Buffer }, sealed: Buffer, isLast: boolean): Buffer {
    const cipher = createDecipheriv('aes-256-gcm', file.key, nonceOf(this.count, isLast));
    cipher.setAAD(file.header);
    cipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    this.count += 1n;
    try {
      return Buffer.concat([
        cipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)),
        cipher.final(),
      ]);
    } catch {
      throw new BackupUnreadable('it was changed or cut off');
    }
  }
}

function fileKey(key: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'eshop backup file', 32));
}

function nonceOf(count: bigint, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(count, 3);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
