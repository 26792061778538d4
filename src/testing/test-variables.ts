import type { TestDatabase } from './databases.js';

/** What the shop of a test stands on beside its database. */
export interface TestServices {
  readonly port: number;
  readonly redisUrl?: string | undefined;
  readonly smtpUrl?: string | undefined;
  /** Of the test bank: payments by `sandbox` go there. */
  readonly bankUrl?: string | undefined;
}

/** The environment of a shop under test, for `loadEnv` and for processes of its own. */
export function testVariables(
  database: Pick<TestDatabase, 'url' | 'ownerUrl' | 'readerUrl'>,
  { port, redisUrl, smtpUrl, bankUrl }: TestServices,
): Record<string, string> {
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'fatal',
    PASSWORD_HASH_COST: '6',
    // Everybody is 127.0.0.1 here; who tests the limits sets his own.
    RATE_LIMITS: 'off',
    // Tests read at once what they wrote past the API; who tests the cache puts it on.
    RESPONSE_CACHE_MB: '0',
    // Known beforehand, so that links and redirects of API and workers lead to this API.
    PORT: String(port),
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_READER_URL: database.readerUrl,
    ...(bankUrl === undefined ? {} : { SANDBOX_GATEWAY_URL: bankUrl }),
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    ...(smtpUrl === undefined ? {} : { SMTP_URL: smtpUrl }),
  };
}
