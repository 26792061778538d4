/** What a shop and the simulated gateways must agree on. Lists of secrets: newest first. */
export interface GatewayKeys {
  readonly stripe: {
    readonly secretKey: string;
    readonly publishableKey: string;
    readonly webhookSecrets: readonly string[];
  };
  readonly paypal: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly webhookId: string;
    readonly merchantId: string;
  };
  readonly vnpay: { readonly tmnCode: string; readonly hashSecrets: readonly string[] };
  readonly momo: {
    readonly partnerCode: string;
    readonly accessKey: string;
    readonly secretKeys: readonly string[];
  };
  /** The test bank: they sign its messages and the shop's calls. */
  readonly sandbox: { readonly secrets: readonly string[] };
}

/** Values for everybody to know: they open nothing but the simulator. MoMo's are those of its public sandbox. */
export const DEMO_KEYS: GatewayKeys = {
  stripe: {
    secretKey: 'sk_test_simulator00000000000000001',
    publishableKey: 'pk_test_simulator00000000000000001',
    webhookSecrets: ['whsec_simulator_newer_0000000002', 'whsec_simulator_older_0000000001'],
  },
  paypal: {
    clientId: 'SIMULATOR-CLIENT-0000000001',
    clientSecret: 'SIMULATOR-CLIENT-SECRET-0000000001',
    webhookId: '1SIMULATED0HOOK01',
    merchantId: 'SIMULATORMRCH',
  },
  vnpay: {
    tmnCode: 'SIMULTR1',
    hashSecrets: ['SIMULATORHASHSECRETNEWER00000002', 'SIMULATORHASHSECRETOLDER00000001'],
  },
  momo: {
    partnerCode: 'MOMO',
    accessKey: 'F8BBA842ECF85',
    secretKeys: ['K951B6PE1waDMi640xX08PD3vg6EkVlz', 'SIMULATOROLDERMOMOSECRETKEY00001'],
  },
  // What a shop outside production has where it is told nothing.
  sandbox: {
    secrets: ['development-only-c37969b9080c6bc40388e86c245e321105c82cb2ee117597a572b156bd1f8b17'],
  },
};

/** Paths of each gateway below the simulator's address. */
export const GATEWAY_PATHS = {
  stripe: '',
  paypal: '/paypal',
  vnpayPay: '/vnpay/paymentv2/vpcpay.html',
  vnpayApi: '/vnpay/merchant_webapi/api/transaction',
  momo: '/momo',
  sandbox: '/sandbox',
} as const;

/** The environment of a shop that uses the simulator for all its gateways; the root certificate comes from its control API. */
export function gatewayVariables(
  simulatorUrl: string,
  keys: GatewayKeys = DEMO_KEYS,
): Record<string, string> {
  return {
    STRIPE_SECRET_KEY: keys.stripe.secretKey,
    STRIPE_PUBLISHABLE_KEY: keys.stripe.publishableKey,
    STRIPE_WEBHOOK_SECRETS: keys.stripe.webhookSecrets.join(','),
    STRIPE_API_URL: `${simulatorUrl}${GATEWAY_PATHS.stripe}`,
    PAYPAL_CLIENT_ID: keys.paypal.clientId,
    PAYPAL_CLIENT_SECRET: keys.paypal.clientSecret,
    PAYPAL_WEBHOOK_ID: keys.paypal.webhookId,
    PAYPAL_API_URL: `${simulatorUrl}${GATEWAY_PATHS.paypal}`,
    VNPAY_TMN_CODE: keys.vnpay.tmnCode,
    VNPAY_HASH_SECRETS: keys.vnpay.hashSecrets.join(','),
    VNPAY_PAY_URL: `${simulatorUrl}${GATEWAY_PATHS.vnpayPay}`,
    VNPAY_API_URL: `${simulatorUrl}${GATEWAY_PATHS.vnpayApi}`,
    MOMO_PARTNER_CODE: keys.momo.partnerCode,
    MOMO_ACCESS_KEY: keys.momo.accessKey,
    MOMO_SECRET_KEYS: keys.momo.secretKeys.join(','),
    MOMO_API_URL: `${simulatorUrl}${GATEWAY_PATHS.momo}`,
    SANDBOX_GATEWAY_URL: simulatorUrl,
    SANDBOX_GATEWAY_SECRET: keys.sandbox.secrets[0] ?? '',
  };
}
