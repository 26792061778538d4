import { createHmac, timingSafeEqual } from 'node:crypto';

import { z } from 'zod';

const ticketSchema = z.object({
  reference: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  /** Minor units. */
  amount: z.number().int().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/),
  returnUrl: z.url({ protocol: /^https?$/ }),
  callbackUrl: z.url({ protocol: /^https?$/ }),
});

/** All that the sandbox bank knows of a payment; it travels in the address of its page. */
export type SandboxTicket = z.output<typeof ticketSchema>;

const MAX_LENGTH = 8_192;

/** Writes a ticket as `<base64url JSON>.<base64url HMAC>`; the same ticket gives the same text. */
export function writeTicket(ticket: SandboxTicket, secret: string): string {
  const { reference, amount, currency, returnUrl, callbackUrl } = ticket;
  const json = JSON.stringify({ reference, amount, currency, returnUrl, callbackUrl });
  const payload = Buffer.from(json).toString('base64url');
  return `${payload}.${seal(payload, secret).toString('base64url')}`;
}

/** Reads a ticket; null when we did not write it. */
export function readTicket(text: string, secret: string): SandboxTicket | null {
  const [payload, mac, ...rest] = text.slice(0, MAX_LENGTH).split('.');
  if (payload === undefined || mac === undefined || rest.length > 0) return null;
  const expected = seal(payload, secret);
  const given = Buffer.from(mac, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const json: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const parsed = ticketSchema.safeParse(json);
  return parsed.success ? parsed.data : null;
}

/** The prefix keeps tickets and callbacks apart, though one secret signs both. */
function seal(payload: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`ticket:${payload}`).digest();
}
