import { fingerprint, jsonOf } from '../people/http.js';
import { JSON_TYPE, network, type Person, type Scene } from '../people/scene.js';

/** Longer than the seconds within which the token before the live one is forgiven. */
const PAST_GRACE_SECONDS = 11;

/** What a refresh gave. */
export interface Refreshed {
  readonly status: number;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** The answer for comparing refusals. */
  readonly bytes: string;
}

/** Two processes of the API on one database, and what the scenarios do with them. */
export class RefreshRig {
  constructor(
    readonly scene: Scene,
    /** Addresses of the processes. */
    private readonly bases: readonly [string, string],
  ) {}

  /** Exchanges a token at the first or the second process. */
  async refresh(process: 0 | 1, token: string, headers = network()): Promise<Refreshed> {
    const answer = await this.scene.send(
      {
        method: 'POST',
        path: '/api/v1/auth/refresh',
        headers: { ...headers, ...JSON_TYPE },
        body: JSON.stringify({ refreshToken: token }),
      },
      this.bases[process],
    );
    const { accessToken, refreshToken } = jsonOf(answer);
    return {
      status: answer.status,
      accessToken: typeof accessToken === 'string' ? accessToken : '',
      refreshToken: typeof refreshToken === 'string' ? refreshToken : '',
      bytes: fingerprint(answer),
    };
  }

  /** What both processes answer to an access token. */
  async statusesOf(accessToken: string, path = '/api/v1/me'): Promise<number[]> {
    const headers = { ...network(), authorization: `Bearer ${accessToken}` };
    const answers = this.bases.map((base) =>
      this.scene.send({ method: 'GET', path, headers, body: null }, base),
    );
    return (await Promise.all(answers)).map(({ status }) => status);
  }

  /** Lets the seconds pass in which a rotated token is forgiven. */
  async wait(person: Pick<Person, 'id'>): Promise<void> {
    await this.sql(
      `UPDATE user_sessions SET rotated_at = rotated_at - $2 * interval '1 second' WHERE user_id = $1`,
      person.id,
      PAST_GRACE_SECONDS,
    );
  }

  async sql(text: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
    return (await this.scene.shop.owner.query<Record<string, unknown>>(text, values)).rows;
  }
}
