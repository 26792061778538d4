import type { Env } from '../../../config/env.js';
import { CodGateway } from './cod/cod.gateway.js';
import { MomoGateway } from './momo/momo.gateway.js';
import type { PaymentGateway } from './payment-gateway.js';
import { PaypalGateway } from './paypal/paypal.gateway.js';
import { PaypalCertificates } from './paypal/paypal-certificates.js';
import { SandboxGateway } from './sandbox/sandbox.gateway.js';
import { StripeGateway } from './stripe/stripe.gateway.js';
import { VnpayGateway } from './vnpay/vnpay.gateway.js';

/** The gateways that the environment sets up; `loadEnv` has refused those that are set up by half. */
export function configuredGateways(env: Env): PaymentGateway[] {
  const gateways = [sandbox(env), stripe(env), paypal(env), vnpay(env), momo(env)];
  return [new CodGateway(), ...gateways].filter((gateway) => gateway !== null);
}

/** A bank where everybody may choose success; production has none unless it is told where one is. */
function sandbox(env: Env): PaymentGateway | null {
  const { SANDBOX_GATEWAY_URL: url, SANDBOX_GATEWAY_SECRET: secret } = env;
  if (!env.SANDBOX_GATEWAY_ENABLED || url === undefined) return null;
  return new SandboxGateway({ secrets: [secret], bankUrl: url.replace(/\/$/, '') });
}

function stripe(env: Env): PaymentGateway | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRETS: webhookSecrets } = env;
  const publishableKey = env.STRIPE_PUBLISHABLE_KEY;
  if (!secretKey || !webhookSecrets || !publishableKey) return null;
  const apiUrl = env.STRIPE_API_URL;
  return new StripeGateway({ secretKey, publishableKey, webhookSecrets, apiUrl });
}

function paypal(env: Env): PaymentGateway | null {
  const { PAYPAL_CLIENT_ID: clientId, PAYPAL_CLIENT_SECRET: clientSecret } = env;
  const { PAYPAL_WEBHOOK_ID: webhookId, PAYPAL_API_URL: apiUrl } = env;
  if (clientId === undefined || clientSecret === undefined || webhookId === undefined) return null;
  const certificates = new PaypalCertificates(apiUrl, env.PAYPAL_ROOT_CERTIFICATES ?? null);
  return new PaypalGateway({ clientId, clientSecret, webhookId, apiUrl }, certificates);
}

function vnpay(env: Env): PaymentGateway | null {
  const { VNPAY_TMN_CODE: tmnCode, VNPAY_HASH_SECRETS: list } = env;
  const [first, ...others] = list ?? [];
  if (tmnCode === undefined || first === undefined) return null;
  return new VnpayGateway({
    tmnCode,
    secrets: [first, ...others],
    payUrl: env.VNPAY_PAY_URL,
    apiUrl: env.VNPAY_API_URL,
    expiryMinutes: env.ORDER_EXPIRY_MINUTES,
  });
}

function momo(env: Env): PaymentGateway | null {
  const { MOMO_PARTNER_CODE: partnerCode, MOMO_ACCESS_KEY: accessKey } = env;
  const [first, ...others] = env.MOMO_SECRET_KEYS ?? [];
  if (partnerCode === undefined || accessKey === undefined || first === undefined) return null;
  const secrets: [string, ...string[]] = [first, ...others];
  return new MomoGateway({ partnerCode, accessKey, secrets, apiUrl: env.MOMO_API_URL });
}
