import type { Identity } from '../../oidc.types.js';

/** A login provider beside the password. */
export class ProviderResponse {
  /** @example 'Single sign-on' */
  readonly name: string;

  /**
   * Send the browser there, with `returnTo` and `codeChallenge`.
   * @example 'https://shop.example/api/v1/auth/oidc/start'
   */
  readonly startUrl: string;
}

/** What is offered; empty when there is no provider. */
export class ProvidersResponse {
  readonly items: ProviderResponse[];
}

/** Where to send the browser. */
export class LinkStartedResponse {
  /** @example 'https://shop.example/api/v1/auth/oidc/start?link=wJ1fQ0n2Xk4mT9vB7sYcR5hLzE8uPaD3gKiNoVxMqSw' */
  readonly url: string;
}

/** An account at a provider that logs in here. */
export class IdentityResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  readonly id: string;

  /** @example 'https://login.example' */
  readonly issuer: string;

  readonly linkedAt: string;

  /** Last login with it. */
  readonly lastUsedAt: string | null;
}

/** The caller's identities. */
export class IdentitiesResponse {
  readonly items: IdentityResponse[];
}

/** Renders an identity for its owner. */
export function toIdentityResponse(identity: Identity): IdentityResponse {
  return {
    id: identity.id,
    issuer: identity.issuer,
    linkedAt: identity.linkedAt.toISOString(),
    lastUsedAt: identity.lastUsedAt?.toISOString() ?? null,
  };
}
