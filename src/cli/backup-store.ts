import type { Env } from '../config/env.js';
import type { DumpStore } from '../modules/operations/backup/dumps.js';

/** @throws Error with one sentence when backups are not set up */
export function storeOf({ BACKUP_DIR: folder, BACKUP_KEYS: keys }: Env): DumpStore {
  if (folder === undefined || keys === undefined) {
    throw new Error(
      'Set BACKUP_DIR and BACKUP_KEYS: where dumps go, and what they are encrypted with.',
    );
  }
  return { folder, keys };
}
