import { z } from 'zod';
import { defineQueue, job, LONG_MS, OVER_A_DAY } from '../../queue/define-queue.js';
import { FACTOR_NOTICES } from './mfa/mfa.types.js';

/** Mails about accounts, in a queue of their own: never behind a bulk of others. */
export const emailVerificationQueue = defineQueue('email-verification', {
  'send-verification': job(z.object({ verificationId: z.uuid() }), OVER_A_DAY),
  'send-reset': job(z.object({ verificationId: z.uuid() }), OVER_A_DAY),
  /** Somebody registered with the address of an account that exists: only its owner is told. */
  'send-account-exists': job(z.object({ userId: z.uuid() }), OVER_A_DAY),
  /** The code for a new address of an account; if somebody else has that address, a notice to him. */
  'send-email-change': job(z.object({ verificationId: z.uuid() }), OVER_A_DAY),
  /** Something was changed: the address that the account had is told. */
  'send-notice': job(z.object({ noticeId: z.uuid() }), OVER_A_DAY),
  /** The log of mails is kept for a while only. */
  'prune-mail-log': job(z.object({}), { attempts: 3, backoffMs: 60_000 }),
  /** Something happened to a second factor or to an identity: the owner is told. */
  'send-factor-notice': job(
    z.object({ userId: z.uuid(), notice: z.enum(FACTOR_NOTICES) }),
    OVER_A_DAY,
  ),
});

/** Codes by SMS, in a queue of their own: a gateway that is slow holds up no mail. */
export const phoneVerificationQueue = defineQueue('phone-verification', {
  'send-code': job(z.object({ verificationId: z.uuid() }), { attempts: 5 }),
});

/** Deletes what sessions and codes leave behind. */
export const sessionCleanupQueue = defineQueue(
  'session-cleanup',
  { 'clean-sessions': job(z.object({}), { attempts: 3, patienceMs: LONG_MS }) },
  { concurrency: 1 },
);
