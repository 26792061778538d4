import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { TooManyRequests } from '../common/errors/common-errors.js';
import { ipLimitKey } from '../common/http/client.js';
import type { AuthenticatedRequest } from '../common/http/request.js';
import { RATE_LIMIT_DEFAULTS, type RateLimitClass } from '../config/rate-limit-classes.js';
import { ENV, type Env } from '../config/env.js';
import { Bucket, type Verdict } from './bucket.js';
import { carriesCredentials } from './credentials.js';
import { declaredLimits, limitsOf, type RouteLimits } from './rate-limit.decorator.js';
import { RateLimits } from './rate-limits.js';

const UNAUTHENTICATED = 401;
/** Addresses whose key is remembered. */
const MAX_KEYS = 1_000;

type Buckets = Readonly<Record<RateLimitClass, Bucket>>;

/** Decides for each request whether its caller has had enough. */
@Injectable()
export class RateLimiter {
  private readonly buckets: Buckets | null;
  private readonly keys = new Map<string, string>();
  /** What a request was told before its body was read. */
  private readonly told = new WeakMap<AuthenticatedRequest, Verdict>();

  constructor(limits: RateLimits, @Inject(ENV) { RATE_LIMITS }: Env) {
    this.buckets = RATE_LIMITS && makeBuckets(RATE_LIMITS, limits);
  }

  /**
   * Before the body is read: what counts by address, and the anonymous.
   *
   * @throws TooManyRequests
   */
  async admitAddress(request: AuthenticatedRequest, reply: FastifyReply): Promise<void> {
    const declared = declaredLimits(request);
    if (!this.buckets || declared?.length === 0) return;
    const address = ipLimitKey(request.ip);
    const known = carriesCredentials(request) && !request.is404;
    if (known) refuseIfOver(this.buckets.refused.peek(address), reply);
    const verdicts: Verdict[] = [];
    for (const name of addressClasses(declared ?? [], known)) {
      verdicts.push(await this.buckets[name].take(address));
    }
    this.announce(verdicts, request, reply);
  }

  /**
   * {@link admitAddress} for an answer that lies ready, to somebody without credentials.
   *
   * @param config of the route
   * @returns headers, name and value in turn; null where the long way has to decide, and to count
   */
  admitAtOnce(ip: string, config: unknown): readonly string[] | null {
    const declared = limitsOf(config);
    if (!this.buckets || declared?.length === 0) return [];
    const [name, ...others] = addressClasses(declared ?? [], false);
    if (name === undefined || others.length > 0) return null;
    const verdict = this.buckets[name].takeAtOnce(this.keyOf(ip));
    return verdict === null ? null : Object.entries(limitHeaders(verdict)).flat();
  }

  /**
   * After the guard: what counts by caller.
   *
   * @throws TooManyRequests
   */
  async admitCaller(request: AuthenticatedRequest, reply: FastifyReply): Promise<void> {
    if (!this.buckets) return;
    const key = callerKey(request);
    const verdicts: Verdict[] = [];
    for (const name of declaredLimits(request) ?? defaultsOf(request)) {
      const bucket = this.buckets[name];
      const counted = bucket.limit.by === 'address' && name !== 'anonymous';
      if (!counted) verdicts.push(await bucket.take(key));
    }
    this.announce(verdicts, request, reply);
  }

  /** After the answer: credentials that were not accepted. */
  async countRefused(request: AuthenticatedRequest, reply: FastifyReply): Promise<void> {
    if (!this.buckets || reply.statusCode !== UNAUTHENTICATED || request.user) return;
    if (carriesCredentials(request)) await this.buckets.refused.take(ipLimitKey(request.ip));
  }

  /** Tells the caller of the limit that he is nearest to. */
  private announce(
    verdicts: readonly Verdict[],
    request: AuthenticatedRequest,
    reply: FastifyReply,
  ): void {
    const before = this.told.get(request);
    const all = before ? [before, ...verdicts] : verdicts;
    const [nearest] = [...all].sort((a, b) => share(a) - share(b));
    if (!nearest) return;
    this.told.set(request, nearest);
    void reply.headers(limitHeaders(nearest));
    refuseIfOver(nearest, reply);
  }

  /** The same few callers come again and again. */
  private keyOf(ip: string): string {
    const known = this.keys.get(ip);
    if (known !== undefined) return known;
    const key = ipLimitKey(ip);
    if (this.keys.size >= MAX_KEYS) this.keys.clear();
    this.keys.set(ip, key);
    return key;
  }
}

/** What a caller is told of a limit. */
function limitHeaders(verdict: Verdict): Record<string, string> {
  const { name, limit, remaining } = verdict;
  return {
    'ratelimit-limit': String(limit.points),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetSeconds(verdict)),
    'ratelimit-policy': `"${name}";q=${limit.points};w=${limit.seconds}`,
  };
}

const ANONYMOUS: RouteLimits = ['anonymous'];

/** What counts before the body is read: nobody without credentials gets by uncounted. */
function addressClasses(declared: RouteLimits, known: boolean): RouteLimits {
  const classes = declared.filter((name) => RATE_LIMIT_DEFAULTS[name].by === 'address');
  return classes.length === 0 && !known ? ANONYMOUS : classes;
}

/** What a route without limits of its own counts in once its caller is known. */
function defaultsOf(request: AuthenticatedRequest): RouteLimits {
  const { user, accessKind } = request;
  if (user) {
    if (user.apiKeyId !== undefined) return ['machine'];
    return accessKind === 'permission' ? ['staff'] : ['user'];
  }
  // Without credentials he was counted before the body; with bad ones on a public route he was not.
  return carriesCredentials(request) ? ANONYMOUS : [];
}

/** Staff acting for a customer use up their own share, a key its own and not its owner's. */
function callerKey({ user, ip }: AuthenticatedRequest): string {
  if (!user) return ipLimitKey(ip);
  return user.apiKeyId === undefined ? `user ${user.actorId ?? user.id}` : `key ${user.apiKeyId}`;
}

function makeBuckets(table: NonNullable<Env['RATE_LIMITS']>, limits: RateLimits): Buckets {
  const entries = Object.entries(table).map(([name, limit]) => {
    const { points, seconds } = limit;
    return [name, new Bucket(name, limit, limits.create({ name, points, seconds }))] as const;
  });
  return Object.fromEntries(entries) as Buckets;
}

function refuseIfOver(verdict: Verdict, reply: FastifyReply): void {
  if (verdict.allowed) return;
  // Whoever was refused needs no answer on this connection that costs more than the refusal.
  void reply.header('cache-control', 'no-store');
  throw new TooManyRequests('Too many requests, wait before the next one', {
    retryAfterSeconds: resetSeconds(verdict),
    limit: verdict.name,
  });
}

/** A refusal comes first, then the limit with the least left of it. */
function share({ allowed, remaining, limit }: Verdict): number {
  return allowed ? remaining / limit.points : -1;
}

function resetSeconds({ msBeforeNext }: Verdict): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1_000));
}
