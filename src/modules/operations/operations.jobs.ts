import { z } from 'zod';

import { defineQueue, job, LONG_MS } from '../../queue/define-queue.js';

/** What staff can have done by hand, beside its schedule. */
export const UPKEEP_KINDS = ['doctor', 'vacuum', 'reindex', 'statements'] as const;

export type UpkeepKind = (typeof UPKEEP_KINDS)[number];

/** Upkeep of the database that no feature owns. */
export const maintenanceQueue = defineQueue(
  'maintenance',
  {
    /** Makes coming partitions, drops those of the outbox that are done and old. */
    'keep-partitions': job(z.object({}), { attempts: 5, backoffMs: 30_000, patienceMs: LONG_MS }),
    /** Clears away prices that ended long ago and that no answer is made of. */
    'prune-prices': job(z.object({}), { attempts: 2, backoffMs: 60_000, patienceMs: LONG_MS }),
    /** Seals new entries of the audit log. */
    'seal-audit': job(z.object({}), { attempts: 2, patienceMs: LONG_MS }),
    /** Checks the whole audit log against its seals. */
    'check-audit': job(z.object({}), { attempts: 2, backoffMs: 60_000, patienceMs: LONG_MS }),
    /** Looks at all rules of the shop, tends tables or indexes, or notes what statements have cost. */
    'keep-up': job(z.object({ kind: z.enum(UPKEEP_KINDS), requestedBy: z.uuid().optional() }), {
      attempts: 2,
      backoffMs: 60_000,
      // Over a large shop one statement of it may take long, and says nothing meanwhile.
      patienceMs: 4 * 3_600_000,
    }),
    /** Publishes and hides products whose time has come. */
    'publish-products': job(z.object({}), { attempts: 2, patienceMs: LONG_MS }),
    /** Brings searched words of renamed groups and translations up to date. */
    'follow-search': job(z.object({}), { attempts: 2, patienceMs: LONG_MS }),
    /** Counts the words that corrections and completions are made of. */
    'count-words': job(z.object({}), { attempts: 2, backoffMs: 60_000, patienceMs: LONG_MS }),
    /** Counts what was sold lately. */
    'count-sales': job(z.object({}), { attempts: 2, backoffMs: 60_000, patienceMs: LONG_MS }),
    /** Clears away carts and stored answers whose time is over, tells of carts that were left behind. */
    'tend-carts': job(z.object({}), { attempts: 2, backoffMs: 60_000, patienceMs: LONG_MS }),
  },
  // Checking a long audit log, the doctor and the tending of tables must not hold up what is due within seconds.
  { concurrency: 4 },
);
