import {
  type ArrivedUpload,
  MediaStorage,
  type PlannedUpload,
  type StoredFile,
  type UploadTicket,
} from '../../src/modules/media/storage/media-storage.js';

interface Kept {
  readonly bytes: Buffer;
  readonly modifiedAt: Date;
}

/** Pictures in memory: gone with the process, enough to see what a driver has to keep. */
export class MemoryStorage extends MediaStorage {
  readonly driver = 'local';
  readonly drawsSizes = true;
  private readonly files = new Map<string, Kept>();
  private readonly waiting = new Map<string, Buffer>();

  put(key: string, bytes: Buffer): Promise<void> {
    this.files.set(key, { bytes, modifiedAt: new Date() });
    return Promise.resolve();
  }

  // Sizes are drawn when they are asked for.
  async reserveSizes(): Promise<void> {}
  async putSize(): Promise<void> {}

  get(key: string): Promise<Buffer | null> {
    return Promise.resolve(this.files.get(key)?.bytes ?? null);
  }

  async remove(keys: readonly string[]): Promise<void> {
    await this.removeFiles(keys);
    keys.forEach((key) => this.waiting.delete(key));
  }

  urlOf(key: string): string {
    return `memory://pictures/${key}`;
  }

  plan({ key }: PlannedUpload): Promise<UploadTicket> {
    const url = `memory://incoming/${key}`;
    return Promise.resolve({ method: 'PUT', url, headers: {}, fields: {} });
  }

  /** What the browser does with the ticket. */
  arrive(key: string, bytes: Buffer): void {
    this.waiting.set(key, bytes);
  }

  inspect(key: string): Promise<ArrivedUpload | null> {
    const bytes = this.waiting.get(key);
    const arrived = bytes && { bytes: bytes.length, head: bytes.subarray(0, 64) };
    return Promise.resolve(arrived ?? null);
  }

  readIncoming(key: string, maxBytes: number): Promise<Buffer | null> {
    const bytes = this.waiting.get(key);
    return Promise.resolve(bytes !== undefined && bytes.length <= maxBytes ? bytes : null);
  }

  removeIncoming(key: string): Promise<void> {
    this.waiting.delete(key);
    return Promise.resolve();
  }

  async *stored(): AsyncIterable<readonly StoredFile[]> {
    yield await Promise.resolve(
      [...this.files].map(([name, { modifiedAt }]) => ({ name, key: name, modifiedAt })),
    );
  }

  removeFiles(names: readonly string[]): Promise<void> {
    names.forEach((name) => this.files.delete(name));
    return Promise.resolve();
  }
}
