import { randomBytes } from 'node:crypto';
import { SECRET_NAMES } from '../../src/config/secrets.js';

/** Everything that a shop in production has to be given, as good as it asks for. */
export function productionSecrets(): Record<string, string> {
  const secrets = SECRET_NAMES.map((name) => [name, randomBytes(32).toString('hex')]);
  return {
    ...(Object.fromEntries(secrets) as Record<string, string>),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    JWT_KEYS: `k1:${randomBytes(32).toString('hex')}`,
  };
}
