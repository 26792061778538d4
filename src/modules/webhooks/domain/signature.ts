import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new secret as the receiver keeps it. */
export function newSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** Where a stored secret belongs; see `FieldCipher.encrypt`. */
export function secretPlace(endpointId: string, column: 'secret' | 'previous_secret'): string {
  return `webhook_endpoints.${column}:${endpointId}`;
}

/**
 * Headers of a message by the Standard Webhooks specification: one `v1,…` for each secret that is in force, with a
 * blank between, so that either of two lets a receiver know us while the secret is being replaced.
 *
 * @param id the same for every try of an event: the receiver's key against doubled effects
 * @param sentAt of this try, so that an old one cannot be played again
 */
export function signedHeaders(
  { id, body, sentAt }: { readonly id: string; readonly body: string; readonly sentAt: Date },
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${digest}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
