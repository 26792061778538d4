import { randomUUID } from 'node:crypto';

/**
 * Who acts, whose rows he may see and under which request id; handed on explicitly, never through
 * hidden state, so that a reader sees which call belongs to whom.
 */
export interface RequestContext {
  /** Who is answerable, and stands in the audit log; null for guests and the system. */
  readonly actorId: string | null;
  readonly requestId: string;
  /**
   * `own`: the database shows the rows of one person (`onBehalfOf`, else `actorId`) and of the
   * guest whose tokens came along. `all`: everybody's, for routes with a permission and for workers.
   */
  readonly scope: 'own' | 'all';
  /** The customer a member of staff acts for. */
  readonly onBehalfOf?: string | undefined;
  /** The key a machine called with; `actorId` is the person it belongs to. */
  readonly apiKeyId?: string | undefined;
  /** The language that the caller prefers; null or left out: that of the shop's own texts. */
  readonly locale?: string | null | undefined;
  /** SHA-256 (hex) of the secret tokens of a guest's cart and order. */
  readonly tokenHashes?: readonly string[] | undefined;
  /**
   * Ids of orders and carts that this command makes. Their lines are written by the same statement,
   * which cannot see them yet, so the database has to be told that they are the caller's.
   */
  readonly creates?: readonly string[] | undefined;
  /** The trace that this belongs to (W3C): what the work leaves in the outbox continues it. */
  readonly traceparent?: string | null | undefined;
}

/** The context of work that no request started: a job, a schedule, a command line. */
export function systemContext(name: string): RequestContext {
  return { actorId: null, requestId: `${name}-${randomUUID()}`, scope: 'all' };
}

/**
 * The same request with everybody's rows in sight: for steps that must find a person before they
 * know who calls (login, codes, look-up by e-mail). Each use is a door in the second wall; say why.
 */
export function withAllRows(ctx: RequestContext): RequestContext {
  return { ...ctx, scope: 'all' };
}
