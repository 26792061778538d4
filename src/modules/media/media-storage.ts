/** Where files are: a folder of this machine today, a bucket behind the same four walls tomorrow. */
export abstract class MediaStorage {
  /** Stores a file whole or not at all. */
  abstract put(key: string, bytes: Uint8Array): Promise<void>;
  /** Deletes a file; one that is not there is deleted already. */
  abstract remove(key: string): Promise<void>;
  /** Address of a file for a page. */
  abstract urlOf(key: string): string;
}
