import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { Forbidden, Unauthenticated } from '../../common/errors/common-errors.js';
import { ACCESS_RULE, type AccessRule } from '../../common/http/access.decorators.js';
import { contextOf } from '../../common/http/ctx.decorator.js';
import { type AuthenticatedRequest, requestOf } from '../../common/http/request.js';
import { ACCESS_TOKEN_STRATEGY, type AccessClaims } from './access-claims.js';
import { permissionName } from './access.types.js';
import { presentsToken } from './jwt.strategy.js';
import { SessionCheck } from './session-check.js';

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
  ) {
    super();
  }

  /**
   * @throws Unauthenticated for a missing, bad or outlived token, always with the same words.
   * @throws Forbidden naming the permission that the caller's role lacks.
   */
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!rule) throw new Forbidden('This route says nothing about who may call it');
    const request = requestOf(context);
    request.user = null;
    request.accessKind = rule.kind;
    if (!presentsToken(request)) return allowAnonymous(rule);

    const claims = await this.claimsOf(context);
    const session = claims && (await this.sessions.check(contextOf(request), claims, rule));
    if (!session) {
      request.tokenRefused = true;
      return allowAnonymous(rule);
    }
    if (!session.granted) throw missingPermission(rule);
    request.user = session.user;
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

  private async claimsOf(context: ExecutionContext): Promise<AccessClaims | null> {
    await super.canActivate(context);
    return requestOf<GuardedRequest>(context)[CLAIMS] ?? null;
  }
}

function allowAnonymous(rule: AccessRule): true {
  if (rule.kind === 'public') return true;
  throw new Unauthenticated();
}

function missingPermission(rule: AccessRule): Forbidden {
  if (rule.kind !== 'permission') return new Forbidden();
  const permission = permissionName(rule.module, rule.action);
  return new Forbidden(`Your role lacks the permission ${permission}`, { permission });
}
