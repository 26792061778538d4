import type { OutgoingSms } from './sms.types.js';

/**
 * The way to people's phones. A gateway is a class that extends this one and a line in
 * `sms.module.ts`; what is in a message is the business of the feature that sends.
 */
export abstract class SmsSender {
  /** False when no gateway is configured: ask before promising anybody an SMS. */
  abstract readonly isAvailable: boolean;

  /**
   * Sends one message and returns when the gateway has taken it. Call it outside of transactions,
   * in a worker that holds the lease of its outbox row.
   *
   * @throws Error when the gateway cannot be reached or refuses; the job is tried again.
   */
  abstract send(sms: OutgoingSms): Promise<void>;
}

/** How long a worker should lease its row for one message, in seconds. */
export const SMS_LEASE_SECONDS = 60;
