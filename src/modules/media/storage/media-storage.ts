import type { MediaDriver } from '../media.types.js';

/** An upload that the browser sends straight to the storage. */
export interface PlannedUpload {
  readonly id: string;
  /** Of the picture that becomes of it. */
  readonly key: string;
  readonly contentType: string;
  /** Exactly as many as were announced. */
  readonly bytes: number;
  readonly expiresAt: Date;
}

/** How to send it. */
export interface UploadTicket {
  readonly method: 'PUT' | 'POST';
  readonly url: string;
  /** Headers that have to come along, for PUT; the body is the file. */
  readonly headers: Readonly<Record<string, string>>;
  /** Fields of a form, for POST; the file goes last, as `file`. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What the storage said to the browser, where its word is signed. */
export interface UploadReceipt {
  readonly version?: string | undefined;
  readonly signature?: string | undefined;
}

/** What really arrived. */
export interface ArrivedUpload {
  readonly bytes: number;
  /** Its first bytes, where they can be read by themselves. */
  readonly head: Buffer | null;
}

/** A file that lies in the storage. */
export interface StoredFile {
  /** By which `removeFiles` knows it. */
  readonly name: string;
  /** Key of the picture it belongs to; null for leftovers that belong to none. */
  readonly key: string | null;
  readonly modifiedAt: Date;
}

/**
 * Where files are: a folder, a bucket, an image service. Pictures get in by `put` alone, checked;
 * direct uploads wait where nobody is shown them. Never called inside a transaction.
 */
export abstract class MediaStorage {
  abstract readonly driver: MediaDriver;
  /** Whether it draws the sizes of a picture by itself when they are asked for. */
  abstract readonly drawsSizes: boolean;

  /** Stores a picture whole or not at all; again with other bytes replaces it. */
  abstract put(key: string, bytes: Buffer): Promise<void>;
  /** Makes the addresses of sizes answer with the whole picture until `putSize` has been there. */
  abstract reserveSizes(key: string, widths: readonly number[]): Promise<void>;
  /** Stores one size of a picture. */
  abstract putSize(key: string, width: number, bytes: Buffer): Promise<void>;
  /** A stored picture; null when it is not there. */
  abstract get(key: string): Promise<Buffer | null>;
  /** Deletes pictures, all their sizes and what was uploaded for them; what is gone is deleted already. */
  abstract remove(keys: readonly string[]): Promise<void>;
  /** Address of a picture for a page. Stays the same for ever. */
  abstract urlOf(key: string): string;

  /** Lets one file of this size and type be sent to the waiting place of the key, until it expires. */
  abstract plan(upload: PlannedUpload): Promise<UploadTicket>;
  /** Looks what arrived; null when nothing did, or when the receipt is not the storage's. */
  abstract inspect(key: string, receipt: UploadReceipt): Promise<ArrivedUpload | null>;
  /** The bytes that wait; null when there are none or more than so many. */
  abstract readIncoming(key: string, maxBytes: number): Promise<Buffer | null>;
  /** Deletes the bytes that wait. */
  abstract removeIncoming(key: string): Promise<void>;

  /** All files of ours, a batch at a time. */
  abstract stored(): AsyncIterable<readonly StoredFile[]>;
  /** Deletes files by their names in this storage. */
  abstract removeFiles(names: readonly string[]): Promise<void>;
}
