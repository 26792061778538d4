// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  AccessTokenResponse,
  ApiKeyResponse,
  ChangeMfaRequest,
  ChangePasswordRequest,
  ConfirmTotpRequest,
  CreateApiKeyRequest,
  CreatedApiKeyResponse,
  FactorRequest,
  IdentitiesResponse,
  LinkIdentityRequest,
  LinkStartedResponse,
  MfaResponse,
  OidcCodeRequest,
  PermissionsResponse,
  ProofRequest,
  RecoveryCodesResponse,
  SessionResponse,
  TotpResponse,
} from './types.js';

/** Query of {@link AccountSecurity.listMyApiKeys}. */
export interface ListMyApiKeysQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link AccountSecurity.listMyIdentities}. */
export interface ListMyIdentitiesQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link AccountSecurity.getMyMfa}. */
export interface GetMyMfaQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link AccountSecurity.listMyPermissions}. */
export interface ListMyPermissionsQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link AccountSecurity.listMySessions}. */
export interface ListMySessionsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Account security. */
export class AccountSecurity {
  constructor(private readonly connection: Connection) {}

  /**
   * My API keys
   *
   * Newest first, those that are over too.
   *
   * Takes If-None-Match.
   */
  listMyApiKeys(query?: ListMyApiKeysQuery, options?: CallOptions): PagedCall<{
      items: ApiKeyResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/me/api-keys', query }, options);
  }

  /**
   * Make an API key
   *
   * For a machine that does a part of what you may do. It is shown this once. It never may do more than you at that moment.
   */
  createMyApiKey(body: CreateApiKeyRequest, options?: CallOptions): Call<CreatedApiKeyResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/api-keys', body }, options);
  }

  /**
   * Revoke an API key
   *
   * At once, on all servers. Take the id from the list.
   */
  revokeMyApiKey(keyId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/me/api-keys/${part(keyId)}` }, options);
  }

  /**
   * My login providers
   *
   * With which of them I can log in, oldest first.
   *
   * Takes If-None-Match.
   */
  listMyIdentities(query?: ListMyIdentitiesQuery, options?: CallOptions): Call<IdentitiesResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/me/identities', query }, options);
  }

  /**
   * Link a login provider
   *
   * Send the browser to the answered address within ten minutes; it comes back with `oidcCode`, which this same session confirms.
   */
  startLinkingIdentity(body?: LinkIdentityRequest, options?: CallOptions): Call<LinkStartedResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/identities', body }, options);
  }

  /**
   * Confirm a link
   *
   * With the code that the browser brought back, in the session that asked for it.
   */
  confirmIdentity(body: OidcCodeRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/identities/confirm', body }, options);
  }

  /**
   * Unlink a login provider
   *
   * Refused for the last way into an account without a password.
   */
  unlinkIdentity(identityId: string, body?: ProofRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/me/identities/${part(identityId)}`, body }, options);
  }

  /**
   * My second factor
   *
   * Whether each login asks for a code, and how many recovery codes are left.
   *
   * Takes If-None-Match.
   */
  getMyMfa(query?: GetMyMfaQuery, options?: CallOptions): Call<MfaResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/me/mfa', query }, options);
  }

  /**
   * Make new recovery codes
   *
   * Voids those of the last time. Never shown again.
   */
  renewMyRecoveryCodes(body?: ChangeMfaRequest, options?: CallOptions): Call<RecoveryCodesResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/mfa/recovery-codes', body }, options);
  }

  /**
   * Set up an authenticator app
   *
   * Shows the secret this once; nothing is asked for until the first code has confirmed it within 15 minutes.
   */
  startMyTotp(body?: ProofRequest, options?: CallOptions): Call<TotpResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/mfa/totp', body }, options);
  }

  /**
   * Switch the second factor off
   *
   * With password and code. The recovery codes go with it.
   */
  removeMyTotp(body?: ChangeMfaRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: '/api/v1/me/mfa/totp', body }, options);
  }

  /**
   * Switch the authenticator app on
   *
   * With its first code. Answers the recovery codes, which are never shown again; this session counts as one with a second factor from now on.
   */
  confirmMyTotp(body: ConfirmTotpRequest, options?: CallOptions): Call<RecoveryCodesResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/mfa/totp/confirm', body }, options);
  }

  /**
   * Show the second factor in this session
   *
   * For a session from before the second factor was set up, and before changes that ask for a fresh login.
   */
  verifyMySession(body?: FactorRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/mfa/verify', body }, options);
  }

  /**
   * Change my password
   *
   * Refuses every access token issued before; this session goes on with the one of the answer and its refresh token. The other sessions end unless `endOtherSessions` is false. A mail tells the owner.
   */
  changeMyPassword(body: ChangePasswordRequest, options?: CallOptions): Call<AccessTokenResponse> {
    return this.connection.call({ method: 'PUT', path: '/api/v1/me/password', body }, options);
  }

  /**
   * What I may do
   *
   * Inherited rights included; with an API key those of the key that its owner holds now. For showing and hiding; the server decides each time.
   *
   * Takes If-None-Match.
   */
  listMyPermissions(query?: ListMyPermissionsQuery, options?: CallOptions): Call<PermissionsResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/me/permissions', query }, options);
  }

  /**
   * My sessions
   *
   * Those that still count, last used first.
   *
   * Takes If-None-Match.
   */
  listMySessions(query?: ListMySessionsQuery, options?: CallOptions): PagedCall<{
      items: SessionResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/me/sessions', query }, options);
  }

  /**
   * End all other sessions
   *
   * The one of this request stays.
   */
  endMyOtherSessions(options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: '/api/v1/me/sessions' }, options);
  }

  /**
   * End a session
   *
   * At once, on all servers. Take the id from the list.
   */
  endMySession(sessionId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/me/sessions/${part(sessionId)}` }, options);
  }
}
