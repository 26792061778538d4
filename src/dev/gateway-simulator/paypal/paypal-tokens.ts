import type { Answer } from '../answer-call.js';
import { randomId } from '../random-id.js';
import { paypalAnswer } from './paypal-errors.js';
import type { PaypalOrders } from './paypal-orders.js';

const LIFE_SECONDS = 32_400;

/** `POST /v1/oauth2/token` with the shop's id and secret. */
export function issueToken(
  { store, world }: PaypalOrders,
  authorization: string,
  body: string,
): Answer {
  const { clientId, clientSecret } = world.keys.paypal;
  const right = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  if (authorization !== `Basic ${right}`) {
    return paypalAnswer(401, {
      error: 'invalid_client',
      error_description: 'Client Authentication failed',
    });
  }
  if (new URLSearchParams(body).get('grant_type') !== 'client_credentials') {
    return paypalAnswer(400, {
      error: 'unsupported_grant_type',
      error_description: 'Grant Type is NULL',
    });
  }
  const token = randomId(97, 'A21AA');
  store.tokens.set(token, world.clock.seconds() + LIFE_SECONDS);
  return paypalAnswer(200, {
    scope: 'https://uri.paypal.com/services/payments/realtimepayment',
    access_token: token,
    token_type: 'Bearer',
    app_id: 'APP-80W284485P519543T',
    expires_in: LIFE_SECONDS,
    nonce: `${world.clock.now().toISOString()}${randomId(43)}`,
  });
}

/** Null for a token that is still good, else the refusal. */
export function tokenRefusal({ store, world }: PaypalOrders, authorization: string): Answer | null {
  const [, token] = /^Bearer (\S+)$/.exec(authorization) ?? [];
  if (token === undefined) {
    return paypalAnswer(401, {
      name: 'AUTHENTICATION_FAILURE',
      message:
        'Authentication failed due to invalid authentication credentials or a missing Authorization header.',
      links: [],
    });
  }
  if ((store.tokens.get(token) ?? 0) > world.clock.seconds()) return null;
  return paypalAnswer(401, {
    error: 'invalid_token',
    error_description: 'Token signature verification failed',
  });
}
