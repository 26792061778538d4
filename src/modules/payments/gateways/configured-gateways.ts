import type { Env } from '../../../config/env.js';
import { CodGateway } from './cod/cod.gateway.js';
import type { PaymentGateway } from './payment-gateway.js';
import { SandboxGateway } from './sandbox/sandbox.gateway.js';
import { StripeGateway } from './stripe/stripe.gateway.js';
import { VnpayGateway } from './vnpay/vnpay.gateway.js';

/** The gateways that the environment sets up; `loadEnv` has refused those that are set up by half. */
export function configuredGateways(env: Env): PaymentGateway[] {
  const gateways = [stripe(env), vnpay(env)];
  const sandbox = env.SANDBOX_GATEWAY_ENABLED
    ? new SandboxGateway({ secrets: [env.SANDBOX_GATEWAY_SECRET], bankUrl: env.PUBLIC_URL })
    : null;
  return [new CodGateway(), sandbox, ...gateways].filter((gateway) => gateway !== null);
}

function stripe(env: Env): PaymentGateway | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRETS: webhookSecrets } = env;
  const publishableKey = env.STRIPE_PUBLISHABLE_KEY;
  if (!secretKey || !webhookSecrets || !publishableKey) return null;
  const apiUrl = env.STRIPE_API_URL;
  return new StripeGateway({ secretKey, publishableKey, webhookSecrets, apiUrl });
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
