import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';
import { databaseShape, redisShape } from './backing-env.js';
import { backupShape } from './backup-env.js';
import {
  cloudinaryUrl,
  commaList,
  currencyCode,
  currencyCodes,
  emailList,
  flag,
  integer,
  localeList,
  queueNumbers,
  share,
  url,
} from './env-types.js';
import { productionFaults, providerFaults } from './env-faults.js';
import { httpShape } from './http-env.js';
import { impliedMediaDriver, MEDIA_DRIVERS, storageFaults } from './media-env.js';
import { openAddresses } from './open-addresses.js';
import { orderShape } from './order-env.js';
import { paymentFaults, paymentShape } from './payment-env.js';
import { rateLimits } from './rate-limit-classes.js';
import {
  developmentKeys,
  developmentSecret,
  developmentSigningKeys,
  parseKeyRing,
  parseSigningKeys,
  SECRET_LENGTH,
  SECRET_NAMES,
} from './secrets.js';
import { webhookFaults, webhookShape } from './webhook-env.js';

const secret = z
  .string()
  .min(SECRET_LENGTH, `must have at least ${SECRET_LENGTH} characters`)
  .max(512);

/** Secrets that were replaced, with commas between; they only find, they never write. */
function secretList() {
  const short = `must hold secrets of at least ${SECRET_LENGTH} characters`;
  return commaList().refine((list) => list.every((text) => text.length >= SECRET_LENGTH), short);
}

const keyRing = z.string().transform((text, check) => {
  const ring = parseKeyRing(text);
  if (typeof ring !== 'string') return ring;
  check.addIssue({ code: 'custom', message: ring });
  return z.NEVER;
});

const signingKeys = z.string().transform((text, check) => {
  const keys = parseSigningKeys(text);
  if (typeof keys !== 'string') return keys;
  check.addIssue({ code: 'custom', message: keys });
  return z.NEVER;
});

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().max(255).default('127.0.0.1'),
  PORT: integer(0, 65_535).default(3000),
  PUBLIC_URL: url('http', 'https').optional(),
  STOREFRONT_URL: url('http', 'https').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

  ...databaseShape,

  ...redisShape,
  WORKER_QUEUES: commaList().default([]),
  WORKER_HEALTH_PORT: integer(0, 65_535).default(0),
  WORKER_CONCURRENCY: queueNumbers(1, 200).default({}),
  METRICS_PORT: integer(0, 65_535).default(0),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http', 'https').optional(),
  OTEL_SERVICE_NAME: z.string().min(1).max(100).default('eshop'),
  OTEL_TRACES_SAMPLER_ARG: share().default(1),

  SMTP_URL: url('smtp', 'smtps').default('smtp://127.0.0.1:1025'),
  MAIL_FROM: z.string().min(3).max(254).default('eshop <shop@example.com>'),

  SELLER_NAME: z.string().trim().min(1).max(200).default('eshop'),
  SELLER_ADDRESS: z
    .string()
    .max(500)
    .default('')
    .transform((text) =>
      text
        .split(';')
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  SELLER_TAX_ID: z.string().trim().min(1).max(50).optional(),

  SMS_DRIVER: z.enum(['log', 'none']).optional(),

  JWT_KEYS: signingKeys,
  PASSWORD_PEPPER: secret,
  CODE_SECRET: secret,
  TOKEN_SECRET: secret,
  BLIND_INDEX_KEY: secret,
  BLIND_INDEX_OLD_KEYS: secretList().default([]),
  SANDBOX_GATEWAY_SECRET: secret,
  AUDIT_KEY: secret,
  ENCRYPTION_KEYS: keyRing,
  ACCESS_TOKEN_TTL_SECONDS: integer(30, 86_400).default(900),
  REFRESH_TOKEN_TTL_DAYS: integer(1, 365).default(30),
  LOGIN_CONCURRENCY: integer(1, 64).default(2),
  PASSWORD_HASH_COST: integer(4, 16).default(12),

  OIDC_ISSUER: url('http', 'https').optional(),
  OIDC_CLIENT_ID: z.string().max(255).optional(),
  OIDC_CLIENT_SECRET: z.string().max(512).optional(),
  OIDC_NAME: z.string().max(50).default('Single sign-on'),
  OIDC_SCOPES: z
    .string()
    .max(300)
    .regex(/(^| )openid( |$)/, 'must be a list with blanks between that has openid in it')
    .default('openid email profile'),
  OIDC_TRUST_EMAIL: flag().default(false),

  CURRENCY: currencyCode().default('USD'),
  CURRENCIES: currencyCodes().default([]),
  LOCALES: localeList().default(['en', 'vi']),
  COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code of two capital letters')
    .default('US'),
  TAX_INCLUSIVE: flag().default(false),
  SHIPPING_QUOTE_URL: url('http', 'https').optional(),
  SHIPPING_QUOTE_SECRET: z.string().min(16).max(512).optional(),
  TAX_ENGINE_URL: url('http', 'https').optional(),
  TAX_ENGINE_SECRET: z.string().min(16).max(512).optional(),
  OUTSIDE_TIMEOUT_MS: integer(50, 10_000).default(1_500),
  OUTSIDE_ANSWER_MINUTES: integer(1, 1_440).default(15),
  SETTLEMENT_DIR: z.string().max(1000).optional(),
  ...orderShape,
  ...backupShape,
  LOW_STOCK_THRESHOLD: integer(0, 1_000_000).default(5),
  STOCK_ALERT_EMAILS: emailList().default([]),
  OPERATOR_EMAILS: emailList().default([]),
  REVIEWS_MODERATION: z.enum(['pre', 'post']).default('post'),
  MEDIA_DIR: z.string().min(1).default('.data/media'),
  IMPORT_MAX_MB: integer(1, 1_000).default(200),
  MEDIA_DRIVER: z.enum(MEDIA_DRIVERS).optional(),
  MEDIA_MAX_BYTES: integer(1_024, 52_428_800).default(5_242_880),
  MEDIA_QUOTA_FILES: integer(1, 1_000_000).default(200),
  MEDIA_QUOTA_MEGABYTES: integer(1, 1_000_000).default(500),
  CLOUDINARY_URL: cloudinaryUrl().optional(),
  S3_ENDPOINT: url('http', 'https').optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
    .optional(),
  S3_REGION: z.string().max(50).default('auto'),
  S3_ACCESS_KEY_ID: z.string().max(255).optional(),
  S3_SECRET_ACCESS_KEY: z.string().max(255).optional(),
  S3_PUBLIC_URL: url('http', 'https').optional(),

  RESPONSE_CACHE_MB: integer(0, 4_096).default(32),
  ...httpShape,
  RATE_LIMITS: rateLimits().prefault(''),
  SWAGGER_ENABLED: flag().default(true),
  ...paymentShape,
  ...webhookShape,
});

/** The whole configuration of a process, parsed once and frozen. */
export type Env = Readonly<z.output<typeof schema>> & {
  readonly PUBLIC_URL: string;
  readonly SANDBOX_GATEWAY_ENABLED: boolean;
  readonly SMS_DRIVER: 'log' | 'none';
  readonly MEDIA_DRIVER: (typeof MEDIA_DRIVERS)[number];
};

/** Injection token of {@link Env}: `@Inject(ENV) private readonly env: Env`. */
export const ENV = Symbol('ENV');

/** Each variable with its rule. */
export const ENV_RULES: Readonly<Record<string, z.ZodType>> = schema.shape;
/** Every variable that the programs read; `.env.example` explains the same ones. */
export const ENV_NAMES: readonly string[] = Object.keys(schema.shape);

/** What is wrong with the environment: all of it, by name, never with a value. */
export class EnvironmentInvalid extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The environment cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'EnvironmentInvalid';
  }
}

type Source = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment. Blank values count as not set. Outside production the secrets have
 * well-known values; in production there is none.
 *
 * @throws EnvironmentInvalid with every fault at once.
 */
export function loadEnv(source: Source = process.env): Env {
  const given = Object.fromEntries(
    ENV_NAMES.map((name) => [name, source[name]?.trim()] as const).filter(([, value]) => value),
  );
  const production = given['NODE_ENV'] === 'production';
  const parsed = schema.safeParse(production ? given : { ...developmentDefaults(), ...given });
  const faults = parsed.success ? [] : parsed.error.issues.map(describeIssue);
  if (production) faults.push(...productionFaults(given, faults));
  faults.push(...providerFaults(given, production), ...storageFaults(given));
  faults.push(...paymentFaults(given, production), ...webhookFaults(given, production));
  if (production) faults.push(...openAddresses(given, ['SHIPPING_QUOTE_URL', 'TAX_ENGINE_URL']));
  if (!parsed.success || faults.length > 0) throw new EnvironmentInvalid(faults);
  const { PUBLIC_URL, SANDBOX_GATEWAY_ENABLED, SMS_DRIVER, MEDIA_DRIVER, ...env } = parsed.data;
  return Object.freeze({
    ...env,
    PUBLIC_URL: PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`,
    // A bank where everybody may choose success has no place in production.
    SANDBOX_GATEWAY_ENABLED: SANDBOX_GATEWAY_ENABLED ?? !production,
    SMS_DRIVER: SMS_DRIVER ?? (production ? 'none' : 'log'),
    MEDIA_DRIVER: MEDIA_DRIVER ?? impliedMediaDriver(given),
  });
}

let current: Env | undefined;

/** The environment of this process, read once; a `.env` file fills what is not set. */
export function currentEnv(): Env {
  if (current === undefined) {
    if (existsSync('.env')) loadEnvFile('.env');
    current = loadEnv();
  }
  return current;
}

/** Has it read again: after this process was given another one. */
export function forgetEnv(): void {
  current = undefined;
}

function developmentDefaults(): Record<string, string> {
  const secrets = SECRET_NAMES.map((name) => [name, developmentSecret(name)] as const);
  return {
    ...Object.fromEntries(secrets),
    ENCRYPTION_KEYS: developmentKeys(),
    JWT_KEYS: developmentSigningKeys(),
    SANDBOX_GATEWAY_URL: 'http://127.0.0.1:4010',
    // Everybody is 127.0.0.1 there; the limits are in force and nobody meets them.
    RATE_LIMITS: 'x1000',
  };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const name = issue.path.map(String).join('.');
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  return missing ? `${name} is missing` : `${name} ${issue.message}`;
}
