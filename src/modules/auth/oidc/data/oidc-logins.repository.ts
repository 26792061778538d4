import { Injectable } from '@nestjs/common';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import { hashOf } from '../oidc-secrets.js';

/** Where a login goes when it comes back. */
export interface NewLogin {
  readonly state: string;
  readonly returnTo: string;
  /** S256 challenge of the front end, if it sent one. */
  readonly challenge: string | null;
}

/** A login that its provider has just answered. */
export interface AnsweredLogin {
  readonly id: string;
  readonly returnTo: string;
  /** An identity is being linked by somebody who is logged in. */
  readonly isLink: boolean;
}

/** What came of an answer. */
export interface SettledLogin {
  readonly code: string;
  readonly userId: string | null;
  readonly issuer: string | null;
  readonly subjectHash: string | null;
  readonly refusal: string | null;
}

/** What a one-time code is worth. */
export interface ExchangedLogin {
  readonly user_id: string | null;
  readonly issuer: string | null;
  readonly subject_hash: string | null;
  readonly refusal: string | null;
  readonly challenge: string | null;
}

const CODE_SECONDS = 60;

const INSERT = {
  name: 'oidc-logins-insert',
  text: `INSERT INTO oidc_logins (state_hash, return_to, challenge, binding_hash, session_id, user_id)
         VALUES ($1, $2, $3, $4, $5, $6)`,
};

// Once: whoever follows the link first is the browser that has to come back.
const BIND = {
  name: 'oidc-logins-bind',
  text: `UPDATE oidc_logins SET binding_hash = $2
          WHERE state_hash = $1 AND session_id IS NOT NULL AND binding_hash IS NULL AND expired_at > now()
         RETURNING id`,
};

// Another browser does not use the login up; its own does, with the first answer.
const ANSWER = {
  name: 'oidc-logins-answer',
  text: `UPDATE oidc_logins SET answered_at = now()
          WHERE state_hash = $1 AND binding_hash = $2 AND answered_at IS NULL AND expired_at > now()
         RETURNING id, return_to, session_id IS NOT NULL AS is_link`,
};

const SETTLE = {
  name: 'oidc-logins-settle',
  text: `UPDATE oidc_logins
            SET code_hash = $2, code_expired_at = now() + interval '${CODE_SECONDS} seconds',
                user_id = coalesce($3, user_id), issuer = $4, subject_hash = $5, refusal = $6
          WHERE id = $1`,
};

const EXCHANGE = `
  UPDATE oidc_logins SET exchanged_at = now()
   WHERE code_hash = $1 AND exchanged_at IS NULL AND code_expired_at > now()`;
const RETURNING = 'RETURNING user_id, issuer, subject_hash, refusal, challenge';

const EXCHANGE_LOGIN = {
  name: 'oidc-logins-exchange',
  text: `${EXCHANGE} AND session_id IS NULL ${RETURNING}`,
};

const EXCHANGE_LINK = {
  name: 'oidc-logins-exchange-link',
  text: `${EXCHANGE} AND session_id = $2 AND user_id = $3 ${RETURNING}`,
};

/** Rows of `oidc_logins`; each step is one conditional UPDATE and happens once. */
@Injectable()
export class OidcLoginsRepository {
  /** A login from this browser. */
  async add(tx: Tx, login: NewLogin, binding: string): Promise<void> {
    const { state, returnTo, challenge } = login;
    await namedQuery(tx, INSERT, [hashOf(state), returnTo, challenge, hashOf(binding), null, null]);
  }

  /** A link that somebody who is logged in asked for; his browser is bound when it follows. */
  async addLink(
    tx: Tx,
    login: NewLogin,
    owner: { readonly id: string; readonly sessionId: string },
  ): Promise<void> {
    const { state, returnTo, challenge } = login;
    const values = [hashOf(state), returnTo, challenge, null, owner.sessionId, owner.id];
    await namedQuery(tx, INSERT, values);
  }

  /** @returns whether there was a link to be followed. */
  async bind(tx: Tx, state: string, binding: string): Promise<boolean> {
    return (await namedQuery(tx, BIND, [hashOf(state), hashOf(binding)])).length === 1;
  }

  /** @returns null when it is unknown, answered, over or from another browser. */
  async answer(tx: Tx, state: string, binding: string): Promise<AnsweredLogin | null> {
    const [row] = await namedQuery<{ id: string; return_to: string; is_link: boolean }>(
      tx,
      ANSWER,
      [hashOf(state), hashOf(binding)],
    );
    return row ? { id: row.id, returnTo: row.return_to, isLink: row.is_link } : null;
  }

  /** Keeps what came of it for the exchange. */
  async settle(tx: Tx, id: string, settled: SettledLogin): Promise<void> {
    const { code, userId, issuer, subjectHash, refusal } = settled;
    await namedQuery(tx, SETTLE, [id, hashOf(code), userId, issuer, subjectHash, refusal]);
  }

  /** Uses the code of a login up. */
  async exchangeLogin(tx: Tx, code: string): Promise<ExchangedLogin | null> {
    const [row] = await namedQuery<ExchangedLogin>(tx, EXCHANGE_LOGIN, [hashOf(code)]);
    return row ?? null;
  }

  /** Uses the code of a link up, for the session that asked for it alone. */
  async exchangeLink(
    tx: Tx,
    code: string,
    owner: { readonly id: string; readonly sessionId: string },
  ): Promise<ExchangedLogin | null> {
    const values = [hashOf(code), owner.sessionId, owner.id];
    const [row] = await namedQuery<ExchangedLogin>(tx, EXCHANGE_LINK, values);
    return row ?? null;
  }
}
