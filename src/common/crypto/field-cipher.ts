import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORM = /^([A-Za-z0-9_-]{1,16})\.([A-Za-z0-9_-]+)$/;

/** A stored text cannot be read: wrong place, unknown key or changed bytes. Never holds the text. */
export class CannotDecrypt extends Error {
  constructor(reason: string) {
    super(`A stored text cannot be decrypted: ${reason}`);
    this.name = 'CannotDecrypt';
  }
}

/**
 * Encrypts single values (AES-256-GCM) for columns with personal data. The result is
 * `<key id>.<base64url of iv, tag, ciphertext>`: the first key of the ring encrypts, all decrypt.
 */
@Injectable()
export class FieldCipher {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: { readonly id: string; readonly key: Buffer };

  constructor(@Inject(ENV) env: Pick<Env, 'ENCRYPTION_KEYS'>) {
    const [current] = env.ENCRYPTION_KEYS;
    if (!current) throw new Error('The key ring is empty');
    this.current = current;
    this.keys = new Map(env.ENCRYPTION_KEYS.map(({ id, key }) => [id, key]));
  }

  /**
   * @param aad where the value belongs, `user_addresses.street:<row id>`: a ciphertext copied to
   * another row or column cannot be read there
   */
  encrypt(plain: string, aad: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.current.key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(aad, 'utf8'));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    const packed = Buffer.concat([iv, cipher.getAuthTag(), body]);
    return `${this.current.id}.${packed.toString('base64url')}`;
  }

  /**
   * @throws CannotDecrypt when the key is not in the ring, the `aad` is another one or the text was
   * changed.
   */
  decrypt(text: string, aad: string): string {
    const [, id = '', body = ''] = FORM.exec(text) ?? [];
    const key = this.keys.get(id);
    if (!key) throw new CannotDecrypt('no key of the ring fits');
    const packed = Buffer.from(body, 'base64url');
    if (packed.length < IV_BYTES + TAG_BYTES) throw new CannotDecrypt('too short');
    const iv = packed.subarray(0, IV_BYTES);
    const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(aad, 'utf8'));
    decipher.setAuthTag(packed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      const plain = decipher.update(packed.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([plain, decipher.final()]).toString('utf8');
    } catch {
      throw new CannotDecrypt('the tag does not fit');
    }
  }

  /** Stands before each text that is encrypted now. */
  get currentKeyId(): string {
    return this.current.id;
  }

  /** Whether a text was encrypted with an older key of the ring and should be written again. */
  isStale(text: string): boolean {
    return !text.startsWith(`${this.current.id}.`);
  }
}
