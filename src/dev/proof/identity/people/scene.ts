import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO_PASSWORD } from '../../../demo-data/insert-people.js';
import type { ShopUnderTest } from '../../shop-under-test.js';
import { setStock, someVariant } from '../../stock.js';
import type { ApiDocument } from '../contract/document.js';
import { type Route, routeTable } from '../contract/routes.js';
import type { WindowView } from '../program/window.js';
import { patiently } from '../../patiently.js';
import { isSuccess, jsonOf, sendWire, type WireAnswer, type WireRequest } from './http.js';

/** Of everybody whom the scene makes. */
export const PASSWORD = DEMO_PASSWORD;
const PLENTY = 1_000_000;

/** A person with an open session and an address on the network of his own. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly role: string;
  readonly sessionId: string;
  readonly refreshToken: string;
  /** Goes with every request of this person. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What the parts of the proof share: a shop, its routes, and people who come into being when needed. */
export class Scene {
  private constructor(
    readonly shop: ShopUnderTest,
    readonly document: ApiDocument,
    readonly routes: readonly Route[],
    /** Where document, router and rules disagree. */
    readonly routeFaults: readonly string[],
    /** A variant that is never sold out. */
    readonly variantId: string,
    private readonly passwordHash: string,
  ) {}

  /** Reads the routes from a running shop, started with the window at `windowUrl`. */
  static async open(shop: ShopUnderTest, windowUrl: string): Promise<Scene> {
    const document = (await fetchJson(`${shop.url}/openapi.json`)) as ApiDocument;
    const { routes, faults } = routeTable(document, (await fetchJson(windowUrl)) as WindowView);
    const variantId = await someVariant(shop);
    await setStock(shop, variantId, PLENTY);
    const { rows } = await shop.owner.query<{ hash: string }>(
      `SELECT hashed_password AS hash FROM users WHERE username = 'alice'`,
    );
    return new Scene(shop, document, routes, faults, variantId, rows[0]?.hash ?? '');
  }

  /** Somebody new with an open session that showed a second factor. */
  async person(role = 'user'): Promise<Person> {
    const id = randomUUID();
    const username = `${role}-${id.slice(0, 13)}`;
    const email = `${username}@example.com`;
    await this.shop.owner.query(
      `INSERT INTO users (id, role_id, username, email, phone_number, first_name, last_name, hashed_password,
                          verified_email)
       SELECT $1, r.id, $3, $4, $6, 'Test', 'Person', $5, true FROM user_roles r WHERE r.code = $2`,
      [id, role, username, email, this.passwordHash, phoneNumber()],
    );
    const session = await this.openSession(id);
    const headers = {
      authorization: `Bearer ${this.shop.sign(id, session.sessionId)}`,
      ...network(),
    };
    return { id, username, email, role, ...session, headers };
  }

  /** One more session of a person, with its first refresh token. */
  async openSession(userId: string): Promise<{ sessionId: string; refreshToken: string }> {
    const sessionId = randomUUID();
    const refreshToken = randomBytes(32).toString('base64url');
    await this.shop.owner.query(
      `INSERT INTO user_sessions (id, family_id, user_id, refresh_token, client_ip, expired_at, mfa_at)
       VALUES ($1, $1, $2, $3, '127.0.0.1', now() + interval '30 days', now())`,
      [sessionId, userId, createHash('sha256').update(refreshToken).digest('hex')],
    );
    return { sessionId, refreshToken };
  }

  /** Comes again when the shop is too busy: that says nothing about who may do what. */
  send(request: WireRequest, baseUrl = this.shop.url): Promise<WireAnswer> {
    return patiently(() => sendWire(baseUrl, request));
  }

  /**
   * A step towards a state, by a person (or a guest with these headers), that has to go well.
   *
   * @throws Error with the answer when it does not
   */
  async step(
    who: Pick<Person, 'headers'>,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Record<string, unknown> & { readonly headers: Headers }> {
    const answer = await this.send({
      method,
      path: `/api/v1${path}`,
      headers: { ...who.headers, ...(body === undefined ? {} : JSON_TYPE) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!isSuccess(answer)) {
      throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    }
    return { ...jsonOf(answer), headers: answer.headers };
  }

  route(operationId: string): Route {
    const found = this.routes.find((route) => route.operationId === operationId);
    if (!found) throw new Error(`There is no operation ${operationId}`);
    return found;
  }
}

export const JSON_TYPE = { 'content-type': 'application/json' } as const;

/** A client address of one's own behind the proxy that the shop trusts: no limit is shared. */
export function network(): Record<string, string> {
  const part = (): number => randomInt(1, 255);
  return { 'x-forwarded-for': `10.${part()}.${part()}.${part()}` };
}

/** A number of one's own, because codes by SMS are counted for each number. */
export function phoneNumber(): string {
  return `+1503${randomInt(2_000_000, 9_999_999)}`;
}

/** A shop that has just started on a busy machine may ask to be asked again. */
async function fetchJson(url: string, tries = 20): Promise<unknown> {
  const answer = await fetch(url);
  if (answer.status === 503 && tries > 1) {
    await sleep(500);
    return fetchJson(url, tries - 1);
  }
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}
