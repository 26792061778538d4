import { z } from 'zod';
import { integer } from './env-types.js';
import { parseKeyRing } from './secrets.js';

/** Where backups go, what they are encrypted with and how many of them stay. */
export const backupShape = {
  BACKUP_DIR: z.string().min(1).max(1000).optional(),
  BACKUP_KEYS: z
    .string()
    .transform((text, check) => {
      const ring = parseKeyRing(text);
      if (typeof ring !== 'string') return ring;
      check.addIssue({ code: 'custom', message: ring });
      return z.NEVER;
    })
    .optional(),
  BACKUP_KEEP_DAILY: integer(1, 3_650).default(7),
  BACKUP_KEEP_WEEKLY: integer(0, 520).default(5),
  BACKUP_KEEP_MONTHLY: integer(0, 120).default(12),
  BACKUP_STANZA: z
    .string()
    .regex(/^[a-z0-9_-]{1,40}$/, 'must be small letters, digits, - _')
    .default('eshop'),
};
