import { z } from 'zod';
import { commaList, flag, url } from './env-types.js';
import { openAddresses } from './open-addresses.js';

type Source = Readonly<Record<string, string | undefined>>;

const key = () => z.string().min(1).max(512);

/** A secret and, while it is being replaced, the one before it; the newest first. */
function twoSecrets() {
  return commaList().refine(
    (list) => list.length >= 1 && list.length <= 2 && list.every((text) => text.length <= 512),
    'must hold one secret, or two with a comma between, the newest first',
  );
}

/** The variables of the payment gateways; none of them is needed. */
export const paymentShape = {
  SANDBOX_GATEWAY_ENABLED: flag().optional(),
  SANDBOX_GATEWAY_URL: url('http', 'https').optional(),

  STRIPE_SECRET_KEY: key().optional(),
  STRIPE_PUBLISHABLE_KEY: key().optional(),
  STRIPE_WEBHOOK_SECRETS: twoSecrets().optional(),
  STRIPE_API_URL: url('http', 'https').default('https://api.stripe.com'),

  PAYPAL_CLIENT_ID: key().optional(),
  PAYPAL_CLIENT_SECRET: key().optional(),
  PAYPAL_WEBHOOK_ID: key().optional(),
  PAYPAL_API_URL: url('http', 'https').default('https://api-m.paypal.com'),
  PAYPAL_ROOT_CERTIFICATES: z
    .string()
    .transform((text) => text.replaceAll('\\n', '\n'))
    .refine((text) => text.includes('-----BEGIN CERTIFICATE-----'), 'must be certificates as PEM')
    .optional(),

  VNPAY_TMN_CODE: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,20}$/, 'must be the code of a terminal')
    .optional(),
  VNPAY_HASH_SECRETS: twoSecrets().optional(),
  VNPAY_PAY_URL: url('http', 'https').default('https://pay.vnpay.vn/vpcpay.html'),
  VNPAY_API_URL: url('http', 'https').default(
    'https://merchant.vnpay.vn/merchant_webapi/api/transaction',
  ),

  MOMO_PARTNER_CODE: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,50}$/, 'must be the code of a partner')
    .optional(),
  MOMO_ACCESS_KEY: key().optional(),
  MOMO_SECRET_KEYS: twoSecrets().optional(),
  MOMO_API_URL: url('http', 'https').default('https://payment.momo.vn'),
};

/** What each gateway cannot do without: all of it, or nothing of it. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  Stripe: ['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_WEBHOOK_SECRETS'],
  PayPal: ['PAYPAL_CLIENT_ID', 'PAYPAL_CLIENT_SECRET', 'PAYPAL_WEBHOOK_ID'],
  VNPay: ['VNPAY_TMN_CODE', 'VNPAY_HASH_SECRETS'],
  MoMo: ['MOMO_PARTNER_CODE', 'MOMO_ACCESS_KEY', 'MOMO_SECRET_KEYS'],
};

const ADDRESSES = [
  'STRIPE_API_URL',
  'PAYPAL_API_URL',
  'VNPAY_PAY_URL',
  'VNPAY_API_URL',
  'MOMO_API_URL',
];

/** Half a configuration of a gateway, or one that anybody on the way could read. */
export function paymentFaults(given: Source, production: boolean): string[] {
  const faults = halfConfigured(given);
  return production ? [...faults, ...openAddresses(given, ADDRESSES), ...nowhere(given)] : faults;
}

/** Outside production the test bank is looked for on this machine; production has to say where one is. */
function nowhere(given: Source): string[] {
  const isWanted = flag().safeParse(given['SANDBOX_GATEWAY_ENABLED']).data === true;
  const isSomewhere = given['SANDBOX_GATEWAY_URL'] !== undefined;
  return isWanted && !isSomewhere ? ['SANDBOX_GATEWAY_ENABLED needs SANDBOX_GATEWAY_URL'] : [];
}

function halfConfigured(given: Source): string[] {
  return Object.entries(NEEDED).flatMap(([gateway, names]) => {
    const missing = names.filter((name) => given[name] === undefined);
    if (missing.length === 0 || missing.length === names.length) return [];
    return [`${gateway} is set up by ${names.join(', ')} together: ${missing.join(', ')} missing`];
  });
}
