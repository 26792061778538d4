import { z } from 'zod';

import { NoAnswer } from '../../../../common/outside/outside-call.js';
import { reasonText } from '../event-text.js';
import type { GatewayLine } from '../line/gateway-line.js';
import { parseJson } from './paypal-event.js';

/** What the shop has at PayPal. */
export interface PaypalOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** PayPal's name for our webhook; part of what it signs. */
  readonly webhookId: string;
  readonly apiUrl: string;
}

/** A status from 200 to 499, and its JSON. */
export interface PaypalAnswer {
  readonly status: number;
  readonly json: unknown;
}

const tokenSchema = z.object({
  access_token: z.string().min(1).max(4_096),
  expires_in: z.number().int().positive(),
});
const errorSchema = z.object({
  name: z.string().nullish(),
  details: z.array(z.object({ issue: z.string().nullish() })).nullish(),
});

/** A token is renewed so long before it ends. */
const SPARE_MS = 60_000;
const UNAUTHORISED = 401;

interface Token {
  readonly value: string;
  readonly until: number;
}

/** PayPal's API: one token for all calls, renewed before it ends or when PayPal does not take it any more. */
export class PaypalApi {
  private token: Token | null = null;
  private renewal: Promise<Token> | null = null;
  private readonly base: string;

  constructor(
    private readonly options: PaypalOptions,
    private readonly line: GatewayLine,
  ) {
    this.base = options.apiUrl.replace(/\/$/, '');
  }

  get(path: string): Promise<PaypalAnswer> {
    return this.call('GET', path, undefined, undefined);
  }

  /** @param requestId makes it happen once, however often it is asked */
  post(path: string, requestId: string, body: unknown): Promise<PaypalAnswer> {
    return this.call('POST', path, requestId, JSON.stringify(body));
  }

  private async call(
    method: 'GET' | 'POST',
    path: string,
    requestId: string | undefined,
    body: string | undefined,
  ): Promise<PaypalAnswer> {
    const send = async (token: Token) =>
      this.line.http({
        method,
        url: `${this.base}${path}`,
        headers: {
          authorization: `Bearer ${token.value}`,
          accept: 'application/json',
          'content-type': 'application/json',
          prefer: 'return=representation',
          ...(requestId === undefined ? {} : { 'paypal-request-id': requestId }),
        },
        ...(body === undefined ? {} : { body }),
      });
    const first = await this.validToken();
    const answer = await send(first);
    if (answer.status !== UNAUTHORISED) return toAnswer(answer);
    if (this.token === first) this.token = null;
    return toAnswer(await send(await this.validToken()));
  }

  private async validToken(): Promise<Token> {
    const { token } = this;
    if (token !== null && Date.now() < token.until) return token;
    this.renewal ??= this.renew().finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  private async renew(): Promise<Token> {
    const { clientId, clientSecret } = this.options;
    const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const { status, text } = await this.line.http({
      method: 'POST',
      url: `${this.base}/v1/oauth2/token`,
      headers: {
        authorization: `Basic ${credentials}`,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    const parsed = tokenSchema.safeParse(parseJson(text));
    if (status !== 200 || !parsed.success) throw new NoAnswer(`no token: status ${status}`);
    const { access_token: value, expires_in: seconds } = parsed.data;
    this.token = { value, until: Date.now() + seconds * 1000 - SPARE_MS };
    return this.token;
  }
}

function toAnswer({ status, text }: { status: number; text: string }): PaypalAnswer {
  if (status === UNAUTHORISED) throw new NoAnswer('PayPal does not take our credentials');
  return { status, json: parseJson(text) };
}

/** PayPal's word for what it refuses: `INSTRUMENT_DECLINED`, `RESOURCE_NOT_FOUND`. */
export function issueOf(json: unknown): string {
  const parsed = errorSchema.safeParse(json);
  if (!parsed.success) return 'UNKNOWN';
  const { name, details } = parsed.data;
  return reasonText(details?.[0]?.issue ?? name)?.slice(0, 100) ?? 'UNKNOWN';
}
