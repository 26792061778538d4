import { Inject, Injectable, Logger } from '@nestjs/common';
import * as client from 'openid-client';
import { isEmailAddress } from '../../../common/http/dto-rules.js';
import { ENV, type Env } from '../../../config/env.js';
import { OidcNotConfigured, OidcRefused, OidcUnavailable } from './oidc.errors.js';
import type { ProviderAccount } from './oidc.types.js';
import { codeOf, isOutage } from './provider-faults.js';

const TIMEOUT_SECONDS = 5;
const CLOCK_TOLERANCE_SECONDS = 10;
const RETRY_AFTER_SECONDS = 5;
const MAX_SUBJECT_CHARACTERS = 255;
const MAX_NAME_CHARACTERS = 100;

/** What an answer has to fit. */
export interface ExpectedAnswer {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/**
 * The OpenID provider of the configuration. Its endpoints are looked up with the first login, so that
 * the shop starts and sells while the provider is away; its keys follow by themselves.
 */
@Injectable()
export class OidcProvider {
  private readonly logger = new Logger(OidcProvider.name);
  private discovered: Promise<client.Configuration> | null = null;

  constructor(@Inject(ENV) private readonly env: Env) {}

  get isConfigured(): boolean {
    return this.env.OIDC_ISSUER !== undefined;
  }

  /** @throws OidcNotConfigured */
  assertConfigured(): void {
    if (!this.isConfigured) throw new OidcNotConfigured();
  }

  /**
   * Where to send the browser.
   *
   * @throws OidcNotConfigured, OidcUnavailable
   */
  async authorizationUrl({ state, nonce, verifier }: ExpectedAnswer): Promise<string> {
    const configuration = await this.configuration();
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri,
      scope: this.env.OIDC_SCOPES,
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return url.href;
  }

  /**
   * Exchanges the code of an answer and reads who logged in: issuer, audience, authorised party,
   * nonce, times, algorithm and signature of the id token are checked.
   *
   * @param query of the callback, as it came
   * @throws OidcRefused, OidcUnavailable, OidcNotConfigured
   */
  async identify(query: string, expected: ExpectedAnswer): Promise<ProviderAccount> {
    const configuration = await this.configuration();
    try {
      return await this.read(configuration, query, expected);
    } catch (error) {
      this.logger.warn(`The login provider was not understood: ${codeOf(error)}`);
      throw isOutage(error) ? new OidcUnavailable() : new OidcRefused();
    }
  }

  private get redirectUri(): string {
    return `${this.env.PUBLIC_URL}/api/v1/auth/oidc/callback`;
  }

  private async read(
    configuration: client.Configuration,
    query: string,
    { state, nonce, verifier }: ExpectedAnswer,
  ): Promise<ProviderAccount> {
    // Never from the Host header: the address that the provider knows.
    const url = new URL(`${this.redirectUri}?${query}`);
    const tokens = await client.authorizationCodeGrant(configuration, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims || claims.sub.length > MAX_SUBJECT_CHARACTERS) throw new OidcRefused();
    // The library asks for it only beside several audiences.
    if (claims.azp !== undefined && claims.azp !== this.env.OIDC_CLIENT_ID) throw new OidcRefused();
    const hasUserInfo = configuration.serverMetadata().userinfo_endpoint !== undefined;
    const profile: client.UserInfoResponse | client.IDToken =
      claims['email'] === undefined && hasUserInfo
        ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
        : claims;
    return this.toAccount(claims, profile);
  }

  private toAccount(
    claims: client.IDToken,
    profile: Readonly<Record<string, unknown>>,
  ): ProviderAccount {
    const { email, email_verified: verified } = profile;
    const [given, ...family] = lineOf(profile['name']).split(' ');
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email: isEmailAddress(email) ? email : null,
      emailVerified: verified === true || (verified === undefined && this.env.OIDC_TRUST_EMAIL),
      firstName: lineOf(profile['given_name']) || given || 'Customer',
      lastName: lineOf(profile['family_name']) || family.join(' '),
    };
  }

  /** One look-up at a time; a failed one is forgotten. */
  private async configuration(): Promise<client.Configuration> {
    this.discovered ??= this.discover();
    try {
      return await this.discovered;
    } catch (error) {
      this.discovered = null;
      if (error instanceof OidcNotConfigured) throw error;
      this.logger.warn(`The login provider cannot be looked up: ${codeOf(error)}`);
      throw new OidcUnavailable(undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
  }

  private async discover(): Promise<client.Configuration> {
    const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: secret } = this.env;
    if (issuer === undefined || clientId === undefined) throw new OidcNotConfigured();
    const insecure = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
    const found = await client.discovery(new URL(issuer), clientId, undefined, client.None(), {
      timeout: TIMEOUT_SECONDS,
      execute: insecure,
    });
    const server = found.serverMetadata();
    const metadata = { [client.clockTolerance]: CLOCK_TOLERANCE_SECONDS };
    const authentication = authenticationOf(secret, server);
    const configuration = new client.Configuration(server, clientId, metadata, authentication);
    configuration.timeout = TIMEOUT_SECONDS;
    for (const allow of insecure) allow(configuration);
    // Without it the library trusts the connection and does not look at the id token's signature.
    client.enableNonRepudiationChecks(configuration);
    return configuration;
  }
}

/** `client_secret_basic` is what OpenID says a provider understands unless it says otherwise. */
function authenticationOf(
  secret: string | undefined,
  server: client.ServerMetadata,
): client.ClientAuth {
  if (secret === undefined) return client.None();
  const understood = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return understood.includes('client_secret_basic')
    ? client.ClientSecretBasic(secret)
    : client.ClientSecretPost(secret);
}

/** A name as it fits its column; anything that is none becomes ''. */
function lineOf(value: unknown): string {
  if (typeof value !== 'string') return '';
  const line = value.replaceAll(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
  return [...line].slice(0, MAX_NAME_CHARACTERS).join('').trim();
}
