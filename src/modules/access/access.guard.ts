import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import {
  ActingNotAllowed,
  ApiKeyNotAllowed,
  Forbidden,
  MfaRequired,
  Unauthenticated,
} from '../../common/errors/common-errors.js';
import {
  ACCESS_RULE,
  type AccessRule,
  ALLOW_API_KEY,
  NOT_ON_BEHALF,
} from '../../common/http/access.decorators.js';
import type { AuthUser } from '../../common/http/auth-user.js';
import { normaliseIp } from '../../common/http/client.js';
import { contextOf } from '../../common/http/ctx.decorator.js';
import { type AuthenticatedRequest, requestOf } from '../../common/http/request.js';
import { ACCESS_TOKEN_STRATEGY, type AccessClaims } from './access-claims.js';
import { permissionName } from './access.types.js';
import { ApiKeyCheck } from './api-key-check.js';
import { looksLikeApiKey } from './domain/api-key-token.js';
import { bearerTokenOf, presentsToken } from './jwt.strategy.js';
import { type CheckedCaller, SessionCheck } from './session-check.js';

const CLAIMS = 'accessClaims';

type GuardedRequest = AuthenticatedRequest & { [CLAIMS]?: AccessClaims | null };

/**
 * Stands before every route: who calls, does his session still count, may he do this. A public
 * route lets everyone through and knows the caller when he sent a good token.
 */
@Injectable()
export class AccessGuard extends AuthGuard(ACCESS_TOKEN_STRATEGY) {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionCheck,
    private readonly apiKeys: ApiKeyCheck,
  ) {
    super();
  }

  /**
   * @throws Unauthenticated for a missing, bad or outlived token or key, always with the same words.
   * @throws Forbidden naming the permission that the caller's role or key lacks.
   * @throws ActingNotAllowed, ApiKeyNotAllowed, MfaRequired
   */
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.find<AccessRule>(ACCESS_RULE, context);
    if (!rule) throw new Forbidden('This route says nothing about who may call it');
    const request = requestOf(context);
    request.user = null;
    request.accessKind = rule.kind;
    if (!presentsToken(request)) return allowAnonymous(rule);

    const caller = await this.callerOf(context, rule);
    if (!caller) {
      request.tokenRefused = true;
      return allowAnonymous(rule);
    }
    this.assertAllowed(context, rule, caller);
    request.user = caller.user;
    return true;
  }

  override getAuthenticateOptions(): { session: boolean; property: string } {
    return { session: false, property: CLAIMS };
  }

  /** A refused token is no error here: what it means depends on the route. */
  override handleRequest<T>(error: unknown, claims: T | false): T {
    if (error instanceof Error) throw error;
    return (claims || null) as T;
  }

  private async callerOf(
    context: ExecutionContext,
    rule: AccessRule,
  ): Promise<CheckedCaller | null> {
    const request = requestOf(context);
    const token = bearerTokenOf(request);
    const ctx = contextOf(request);
    if (token !== null && looksLikeApiKey(token)) {
      // A machine has no cart and no face: what is open to all it gets as anybody does.
      if (rule.kind === 'public') return null;
      return this.apiKeys.check(ctx, token, normaliseIp(request.ip), rule);
    }
    const claims = await this.claimsOf(context);
    return claims && this.sessions.check(ctx, claims, rule);
  }

  private assertAllowed(context: ExecutionContext, rule: AccessRule, caller: CheckedCaller): void {
    const { user, granted, mfaMissing } = caller;
    const isOwn = rule.kind === 'own';
    if (user.apiKeyId !== undefined && isOwn && !this.find<boolean>(ALLOW_API_KEY, context)) {
      throw new ApiKeyNotAllowed();
    }
    if (user.actorId !== undefined) {
      const isRefused = rule.kind === 'permission' || this.find<boolean>(NOT_ON_BEHALF, context);
      if (isRefused) throw new ActingNotAllowed();
    }
    if (rule.kind !== 'permission') return;
    if (!granted) throw missingPermission(rule, user);
    if (mfaMissing) throw new MfaRequired();
  }

  private find<T>(key: string, context: ExecutionContext): T | undefined {
    const places = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<T | undefined>(key, places);
  }

  private async claimsOf(context: ExecutionContext): Promise<AccessClaims | null> {
    await super.canActivate(context);
    return requestOf<GuardedRequest>(context)[CLAIMS] ?? null;
  }
}

function allowAnonymous(rule: AccessRule): true {
  if (rule.kind === 'public') return true;
  throw new Unauthenticated();
}

type PermissionRule = Extract<AccessRule, { kind: 'permission' }>;

function missingPermission({ module, action }: PermissionRule, user: AuthUser): Forbidden {
  const permission = permissionName(module, action);
  const holder = user.apiKeyId === undefined ? 'role' : 'API key, or the role behind it,';
  return new Forbidden(`Your ${holder} lacks the permission ${permission}`, { permission });
}
