import { flag, integer } from './env-types.js';

type Source = Readonly<Record<string, string | undefined>>;

/** The variables of the event feed and of the webhooks that carry it out. */
export const webhookShape = {
  WEBHOOK_ALLOW_LOOPBACK: flag().default(false),
  WEBHOOK_TIMEOUT_MS: integer(100, 60_000).default(10_000),
  WEBHOOK_PAUSE_HOURS: integer(1, 720).default(72),
  WEBHOOK_LOG_DAYS: integer(1, 365).default(30),
  EVENT_KEEP_DAYS: integer(7, 3_650).default(90),
};

/** Where this machine's own ports could be called, staff could look behind the wall. */
export function webhookFaults(given: Source, production: boolean): string[] {
  const allowed = ['true', '1', 'yes', 'on'].includes(given['WEBHOOK_ALLOW_LOOPBACK'] ?? '');
  return production && allowed ? ['WEBHOOK_ALLOW_LOOPBACK is for development'] : [];
}
