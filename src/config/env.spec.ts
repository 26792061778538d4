import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { currentEnv, ENV_NAMES, EnvironmentInvalid, loadEnv } from './env.js';
import { adoptEnvironment } from './given-env.js';
import {
  developmentKeys,
  developmentSecret,
  developmentSigningKeys,
  SECRET_NAMES,
} from './secrets.js';

const DATABASE_URL = 'postgres://shop:pw@127.0.0.1:5432/eshop';

function production(): Record<string, string> {
  const secrets: [string, string][] = SECRET_NAMES.map((name) => {
    return [name, randomBytes(32).toString('hex')];
  });
  return {
    NODE_ENV: 'production',
    DATABASE_URL,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    JWT_KEYS: `k1:${randomBytes(32).toString('hex')}`,
    ...Object.fromEntries(secrets),
  };
}

function faultsOf(source: Record<string, string>): readonly string[] {
  try {
    loadEnv(source);
  } catch (error) {
    if (error instanceof EnvironmentInvalid) return error.faults;
    throw error;
  }
  return [];
}

describe('loadEnv', () => {
  it('needs nothing but the database outside production', () => {
    const env = loadEnv({ DATABASE_URL });
    expect(env).toMatchObject({
      NODE_ENV: 'development',
      PORT: 3000,
      PUBLIC_URL: 'http://127.0.0.1:3000',
      CURRENCY: 'USD',
      TAX_INCLUSIVE: false,
      WORKER_QUEUES: [],
    });
    expect(Object.isFrozen(env)).toBe(true);
    expect(faultsOf({})).toEqual(['DATABASE_URL is missing']);
  });

  it('takes blank for not set and reads lists, flags and the key ring', () => {
    const env = loadEnv({
      DATABASE_URL,
      PORT: ' ',
      TAX_INCLUSIVE: 'yes',
      WORKER_QUEUES: 'orders, relay',
      TRUSTED_PROXIES: '10.0.0.0/8,::1',
      ENCRYPTION_KEYS: `k2:${randomBytes(32).toString('base64')},${developmentKeys()}`,
    });
    expect(env.PORT).toBe(3000);
    expect(env.TAX_INCLUSIVE).toBe(true);
    expect(env.WORKER_QUEUES).toEqual(['orders', 'relay']);
    expect(env.TRUSTED_PROXIES).toEqual(['10.0.0.0/8', '::1']);
    expect(env.ENCRYPTION_KEYS.map(({ id, key }) => [id, key.length])).toEqual([
      ['k2', 32],
      ['development-only', 32],
    ]);
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '3000x'],
    ['DATABASE_URL', 'mysql://x/y'],
    ['REDIS_URL', 'localhost:6379'],
    ['REDIS_CLUSTER_URLS', 'redis://one:6379,two:6379'],
    ['REDIS_CACHE_URL', 'localhost:6379'],
    ['TAX_INCLUSIVE', 'maybe'],
    ['CURRENCY', 'KWD'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', 'true'],
    ['CORS_ORIGINS', 'https://shop.example/path'],
    ['CORS_ORIGINS', '*,https://shop.example'],
    ['LOG_LEVEL', 'loud'],
    ['ENCRYPTION_KEYS', 'k1:c2hvcnQ='],
    ['JWT_KEYS', 'k1:short'],
    ['JWT_KEYS', 'no-id'],
    ['CODE_SECRET', 'short'],
  ])('refuses %s=%s by name and without the value', (name, value) => {
    const faults = faultsOf({ DATABASE_URL, [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} `));
    expect(faults[0]).not.toContain(value);
  });
});

describe('loadEnv for payment gateways', () => {
  const STRIPE = {
    STRIPE_SECRET_KEY: 'sk_test_1',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
    STRIPE_WEBHOOK_SECRETS: 'whsec_new, whsec_old',
  };

  it('takes a gateway whole, with two secrets at a time', () => {
    const env = loadEnv({ DATABASE_URL, ...STRIPE });
    expect(env.STRIPE_WEBHOOK_SECRETS).toEqual(['whsec_new', 'whsec_old']);
    expect(env.VNPAY_HASH_SECRETS).toBeUndefined();
  });

  it('takes cheap password hashes nowhere in production', () => {
    expect(loadEnv({ DATABASE_URL, PASSWORD_HASH_COST: '4' }).PASSWORD_HASH_COST).toBe(4);
    expect(loadEnv(production()).PASSWORD_HASH_COST).toBe(12);
    expect(faultsOf({ ...production(), PASSWORD_HASH_COST: '11' })).toEqual([
      'PASSWORD_HASH_COST must be at least 12',
    ]);
  });

  it('has a test bank outside production, and there only where one is named', () => {
    expect(loadEnv({ DATABASE_URL })).toMatchObject({
      SANDBOX_GATEWAY_ENABLED: true,
      SANDBOX_GATEWAY_URL: 'http://127.0.0.1:4010',
    });
    expect(loadEnv(production()).SANDBOX_GATEWAY_ENABLED).toBe(false);
    const wanted = { ...production(), SANDBOX_GATEWAY_ENABLED: 'yes' };
    expect(faultsOf(wanted)).toEqual(['SANDBOX_GATEWAY_ENABLED needs SANDBOX_GATEWAY_URL']);
    expect(faultsOf({ ...wanted, SANDBOX_GATEWAY_URL: 'http://gateways:4010' })).toEqual([]);
  });

  it('refuses half a gateway in one sentence without a value', () => {
    expect(faultsOf({ DATABASE_URL, STRIPE_SECRET_KEY: 'sk_test_1' })).toEqual([
      'Stripe is set up by STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRETS together: STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRETS missing',
    ]);
    expect(faultsOf({ DATABASE_URL, VNPAY_TMN_CODE: 'SHOP0001' })).toHaveLength(1);
    expect(faultsOf({ DATABASE_URL, PAYPAL_CLIENT_ID: 'a', PAYPAL_CLIENT_SECRET: 'b' })).toEqual([
      expect.stringContaining(': PAYPAL_WEBHOOK_ID missing') as string,
    ]);
    expect(faultsOf({ DATABASE_URL, MOMO_SECRET_KEYS: 'a' })).toHaveLength(1);
    expect(faultsOf({ DATABASE_URL, ...STRIPE, STRIPE_WEBHOOK_SECRETS: 'a,b,c' })).toEqual([
      'STRIPE_WEBHOOK_SECRETS must hold one secret, or two with a comma between, the newest first',
    ]);
  });

  it('speaks to gateways in the open only on this machine, in production', () => {
    const open = { ...production(), ...STRIPE, STRIPE_API_URL: 'http://pay.example.com' };
    expect(faultsOf(open)).toEqual(['STRIPE_API_URL must start with https://']);
    expect(faultsOf({ ...open, STRIPE_API_URL: 'http://127.0.0.1:9000' })).toEqual([]);
  });
});

describe('a carrier and a tax engine outside', () => {
  it.each(['SHIPPING_QUOTE_URL', 'TAX_ENGINE_URL'])(
    '%s is in the open on this machine only',
    (name) => {
      const faults = (url: string) => faultsOf({ ...production(), [name]: url });
      expect(faults('http://rates.example.com/v1')).toEqual([`${name} must start with https://`]);
      expect(faults('http://127.0.0.1.example.com')).toHaveLength(1);
      expect(faults('http://localhost.example.com')).toHaveLength(1);
      for (const fine of ['https://rates.example.com', 'http://localhost:9000', 'http://[::1]:9']) {
        expect(faults(fine)).toEqual([]);
      }
      expect(faultsOf({ DATABASE_URL, [name]: 'http://rates.example.com' })).toEqual([]);
    },
  );
});

describe('loadEnv in production', () => {
  it('starts with secrets of its own', () => {
    expect(faultsOf(production())).toEqual([]);
  });

  it('names every missing secret at once', () => {
    const faults = faultsOf({ NODE_ENV: 'production' });
    const names = ['DATABASE_URL', ...SECRET_NAMES, 'ENCRYPTION_KEYS', 'JWT_KEYS'];
    expect([...faults].sort()).toEqual(names.map((name) => `${name} is missing`).sort());
  });

  it('refuses what everybody knows, in one message with all names and no value', () => {
    const source: Record<string, string> = production();
    source['ENCRYPTION_KEYS'] = developmentKeys();
    source['JWT_KEYS'] = developmentSigningKeys();
    for (const name of SECRET_NAMES) source[name] = developmentSecret(name);
    const faults = faultsOf(source);
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'JWT_KEYS',
      ...SECRET_NAMES,
      'ENCRYPTION_KEYS',
    ]);
    const { message } = new EnvironmentInvalid(faults);
    for (const name of SECRET_NAMES) expect(message).not.toContain(developmentSecret(name));
  });

  it.each([
    'changeme-changeme-changeme-changeme',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'abababababababababababababababababab',
    'your-secret-here-your-secret-here-1',
    '<put-a-long-random-value-in-here-ok>',
    'short',
  ])('refuses the secret %j', (secret) => {
    expect(faultsOf({ ...production(), TOKEN_SECRET: secret })).toHaveLength(1);
  });

  it('refuses one secret for two purposes', () => {
    const source = production();
    const faults = faultsOf({ ...source, CODE_SECRET: source['TOKEN_SECRET'] ?? '' });
    expect(faults).toEqual(['TOKEN_SECRET must differ from CODE_SECRET']);
    const shared = { ...source, JWT_KEYS: `k1:${source['CODE_SECRET'] ?? ''}` };
    expect(faultsOf(shared)).toEqual(['CODE_SECRET must differ from JWT_KEYS']);
  });
});

describe('currentEnv', () => {
  it('is what the process was given last', () => {
    for (const name of ['first', 'second']) {
      const url = DATABASE_URL.replace('eshop', name);
      adoptEnvironment({ DATABASE_URL: url });
      expect(currentEnv().DATABASE_URL).toBe(url);
    }
  });
});

describe('.env.example', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const lines = example.split('\n');

  it('names the same variables as the code, each explained above', () => {
    const named = lines.flatMap((line) => /^([A-Z][A-Z0-9_]*)=/.exec(line)?.[1] ?? []);
    expect([...named].sort()).toEqual([...ENV_NAMES].sort());
    for (const name of named) {
      const at = lines.findIndex((line) => line.startsWith(`${name}=`));
      expect(lines[at - 1], name).toMatch(/^# .{10,}/);
    }
  });

  it('holds no secret', () => {
    for (const name of [...SECRET_NAMES, 'ENCRYPTION_KEYS']) expect(lines).toContain(`${name}=`);
  });
});
