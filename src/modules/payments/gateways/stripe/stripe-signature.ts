import { Stripe } from 'stripe';

import { strictText } from '../event-text.js';

/** Header of a signed callback: `t=<unix seconds>,v1=<hex>[,v1=<hex>]`. */
export const STRIPE_SIGNATURE = 'stripe-signature';

/** How far the signed time may lie from ours, in seconds, in either direction. */
const TOLERANCE_SECONDS = 300;
const MAX_HEADER_LENGTH = 1024;
/** The package reads numbers out of anything and takes the last of two times. */
const HEADER = /^t=(\d{1,12})(?:,v\d{1,3}=[\w+/=-]{1,256}){1,10}$/;

/** A callback's JSON when one of the secrets signed it, else what is wrong, for the log. */
export type VerifiedBody =
  { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly reason: string };

/**
 * Checks a callback as Stripe's package does, and what that leaves open: a time in the future, a
 * header that came twice, bytes that its decoder would mend before they are compared.
 */
export function verifyStripe(
  lines: readonly string[] | undefined,
  body: Buffer,
  secrets: readonly string[],
  now: Date,
): VerifiedBody {
  const [line, ...more] = lines ?? [];
  if (line === undefined) return refused('the signature is missing');
  if (more.length > 0) return refused('the signature came twice');
  const time = line.length <= MAX_HEADER_LENGTH ? HEADER.exec(line)?.[1] : undefined;
  if (time === undefined) return refused('the signature header cannot be read');
  const age = Math.abs(Math.floor(now.getTime() / 1000) - Number(time));
  if (age > TOLERANCE_SECONDS) return refused('the signed time is too far from ours');
  const text = strictText(body);
  if (text === null) return refused('the body is not UTF-8');
  for (const secret of secrets) {
    const json = constructed(text, line, secret, now);
    if (json !== undefined) return { ok: true, json };
  }
  return refused('no signature matches');
}

/** What the package made of the body; undefined when this secret did not sign it. */
function constructed(text: string, header: string, secret: string, now: Date): unknown {
  try {
    return Stripe.webhooks.constructEvent(
      text,
      header,
      secret,
      TOLERANCE_SECONDS,
      undefined,
      now.getTime(),
    );
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return undefined;
    // Signed, and still no event: the caller finds nothing in it that it knows.
    return null;
  }
}

function refused(reason: string): VerifiedBody {
  return { ok: false, reason };
}
