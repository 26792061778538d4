import {
  Inject,
  Injectable,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailable } from '../common/errors/common-errors.js';
import { listenToAnswer } from '../common/http/json-text.js';
import { noBytes, type ReadyAnswer, represent } from '../common/http/ready-answer.js';
import { ENV, type Env } from '../config/env.js';
import { answerKey } from './answer-key.js';
import { AnswerStore, type KeptAnswer } from './answer-store.js';
import { cacheRuleOf, productOf, rightForOf } from './cache-answer.decorator.js';
import { ChangeListener } from './change-listener.js';
import { FastLane, type Gate } from './fast-lane.js';
import { Flight } from './flight.js';
import type { Extent } from './freshness.js';
import { CACHE_STATUS, staleHeaders } from './status-headers.js';

type Done = (error?: Error) => void;
type SendDone = (error?: Error | null, payload?: unknown) => void;

/** A request that may be answered from the cache. */
interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly done: Done;
  readonly key: string;
  readonly of: Extent;
}

interface LedRequest extends FastifyRequest {
  /** What it is answered with, and under which key that is kept. */
  cacheHit?: { readonly key: string; readonly kept: KeptAnswer };
  /** Set on the one request that reads for all. */
  cacheLead?: { readonly flight: Flight; readonly stale: KeptAnswer | null };
}

const MEGABYTE = 1_048_576;
/** The part of the room in which the fast lane remembers addresses. */
const LANE_SHARE = 16;
/** A safety net: longer nothing is believed, whatever was or was not announced. */
const MAX_AGE_MS = 300_000;
/** An answer that may be old is better than none for so long after it was known to be right. */
const MAX_STALE_MS = 300_000;
/** Who could be given an old answer waits this long for a new one. */
const BUSY_MS = 300;
/** While changes are not heard, one read is shared for at most so long. */
const DEAF_FLIGHT_MS = 500;

/**
 * Keeps answers of public GET routes ready as bytes and reads each anew, once for all who ask, when
 * the database has announced a change of what it shows.
 */
@Injectable()
export class HttpCache implements OnModuleDestroy, OnApplicationShutdown {
  private readonly answers: AnswerStore;
  private readonly flights = new Map<string, Flight>();
  private lane: FastLane | null = null;
  private isStopping = false;

  constructor(
    private readonly listener: ChangeListener,
    @Inject(ENV) env: Env,
  ) {
    this.answers = new AnswerStore(env.RESPONSE_CACHE_MB * MEGABYTE);
  }

  start(): void {
    this.listener.start();
  }

  /** The way past the framework, for answers that have gone out before. */
  openLane(gate: Gate): FastLane {
    this.lane = new FastLane(
      (key) => (this.isStopping ? null : this.freshOf(key)),
      gate,
      this.answers.maxBytes / LANE_SHARE,
    );
    return this.lane;
  }

  /** Who comes now is told by the framework that the process is going. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.listener.stop();
  }

  /** Bytes and number of what is kept, and how many requests the fast lane has answered. */
  get kept(): { readonly bytes: number; readonly count: number; readonly fast: number } {
    const { bytes, count } = this.answers;
    return { bytes, count, fast: this.lane?.given ?? 0 };
  }

  /** Before a request is looked at: answers it, lets it wait for another one, or lets it read for all. */
  onRequest(request: FastifyRequest, reply: FastifyReply, done: Done): void {
    const rule = cacheRuleOf(request.routeOptions.config);
    const key = rule === undefined ? null : answerKey(request);
    if (rule === undefined || key === null) {
      if (rule !== undefined) void reply.header('cache-status', CACHE_STATUS.bypass);
      done();
      return;
    }
    const visit: Visit = { request, reply, done, key, of: rule.of };
    if (this.listener.isCurrent()) this.answer(visit, true);
    else void this.listener.confirm().then((isCurrent) => this.answer(visit, isCurrent));
  }

  /** Before a reply leaves: where the read failed, an old answer takes its place. */
  onSend(request: LedRequest, reply: FastifyReply, payload: unknown, done: SendDone): void {
    const { cacheLead: lead } = request;
    if (lead === undefined) {
      done(null, payload);
      return;
    }
    delete request.cacheLead;
    const hasFailed = reply.statusCode >= 500;
    lead.flight.end(hasFailed ? 'failed' : 'refused');
    if (!hasFailed || lead.stale === null) {
      done(null, payload);
      return;
    }
    void reply.removeHeader('retry-after');
    void reply.headers(staleHeaders(lead.stale.keptAt));
    Promise.resolve(represent(lead.stale.answer, request, reply)).then(
      (bytes) => done(null, bytes ?? noBytes(request)),
      () => done(null, payload),
    );
  }

  /** After a reply has left: what was sent is what the fast lane sends the next time. */
  onResponse(request: LedRequest, reply: FastifyReply): void {
    const { cacheHit: hit } = request;
    if (hit === undefined) return;
    this.lane?.learn(request, reply, hit.key, hit.kept);
    this.answers.weigh(hit.key, hit.kept);
  }

  /** A kept answer that is right at this moment. */
  private freshOf(key: string): KeptAnswer | null {
    const kept = this.answers.get(key);
    if (kept === undefined || !this.listener.isCurrent()) return null;
    return this.isRight(kept) ? kept : null;
  }

  /** As far as everything is heard. */
  private isRight({ stamp, keptAt, rightUntil }: KeptAnswer): boolean {
    const now = performance.now();
    return this.listener.freshness.isFresh(stamp) && now < rightUntil && now - keptAt < MAX_AGE_MS;
  }

  private answer(visit: Visit, isCurrent: boolean): void {
    const kept = this.answers.get(visit.key);
    const isFresh =
      kept !== undefined &&
      this.listener.freshness.isFresh(kept.stamp) &&
      performance.now() < kept.rightUntil;
    if (isCurrent && kept !== undefined && this.isRight(kept)) {
      const asked: LedRequest = visit.request;
      asked.cacheHit = { key: visit.key, kept };
      void visit.reply.header('cache-status', CACHE_STATUS.hit);
      give(visit, kept.answer);
      return;
    }
    const stale = kept !== undefined && this.isUsable(kept, isFresh) ? kept : null;
    const flight = this.flights.get(visit.key);
    if (flight !== undefined && this.isShared(flight, isCurrent)) {
      void this.follow(visit, flight, stale);
      return;
    }
    this.lead(visit, isCurrent, stale);
  }

  /** Reads for all who come from now on. */
  private lead(
    { request, reply, done, key, of }: Visit,
    keep: boolean,
    stale: KeptAnswer | null,
  ): void {
    const flight = new Flight(of, this.listener.freshness.now(), () => {
      if (this.flights.get(key) === flight) this.flights.delete(key);
    });
    this.flights.set(key, flight);
    const led: LedRequest = request;
    led.cacheLead = { flight, stale };
    void reply.header('cache-status', keep ? CACHE_STATUS.miss : CACHE_STATUS.bypass);
    listenToAnswer(request, (answer) => {
      const stamp = { of, product: productOf(request), epoch: flight.epoch };
      if (keep) {
        // From the beginning of the read: rather a moment too short than too long.
        const rightUntil = flight.startedAt + rightForOf(request);
        const keptAt = performance.now();
        this.answers.set(key, { answer, stamp, keptAt, rightUntil, sent: new Map() });
        if (!reply.sent) void reply.header('cache-status', CACHE_STATUS.stored);
      }
      flight.end(answer);
    });
    if (stale !== null) giveLater(request, reply, stale);
    done();
  }

  private async follow(visit: Visit, flight: Flight, stale: KeptAnswer | null): Promise<void> {
    const { reply, done } = visit;
    const late = stale === null ? [] : [sleep(BUSY_MS, 'late' as const)];
    const outcome = await Promise.race([flight.outcome, ...late]);
    if (outcome === 'refused') {
      // What was said to the other one (not found, bad request) has his own request's number in it.
      done();
    } else if (outcome !== 'late' && outcome !== 'failed') {
      void reply.header('cache-status', CACHE_STATUS.shared);
      give(visit, outcome);
    } else if (stale !== null) {
      void reply.headers(staleHeaders(stale.keptAt));
      give(visit, stale.answer);
    } else {
      done(new ServiceUnavailable('The catalogue cannot be read right now'));
    }
  }

  /** Whether a read that is under way sees everything that was changed until now. */
  private isShared(flight: Flight, isCurrent: boolean): boolean {
    const { of, epoch } = flight;
    if (!this.listener.freshness.isFresh({ of, product: null, epoch })) return false;
    return isCurrent || flight.age < DEAF_FLIGHT_MS;
  }

  private isUsable(kept: KeptAnswer, isFresh: boolean): boolean {
    const knownRightAt = isFresh ? this.listener.lastHeardAt : kept.keptAt;
    return performance.now() - Math.max(knownRightAt, kept.keptAt) < MAX_STALE_MS;
  }
}

/** Answers at once; only bytes that nobody has asked for in this encoding yet take a moment. */
function give(
  { request, reply, done }: Pick<Visit, 'request' | 'reply' | 'done'>,
  answer: ReadyAnswer,
): void {
  const bytes = represent(answer, request, reply);
  if (bytes instanceof Promise) {
    bytes.then(
      (ready) => {
        if (!reply.sent) void reply.send(ready);
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  } else {
    // `null` would be sent as JSON.
    void reply.send(bytes ?? undefined);
  }
}

/** The database is busy: an old answer now, and the new one for whoever comes after. */
function giveLater(request: LedRequest, reply: FastifyReply, stale: KeptAnswer): void {
  const timer = setTimeout(() => {
    if (reply.sent || request.cacheLead === undefined) return;
    delete request.cacheLead;
    void reply.headers(staleHeaders(stale.keptAt));
    give({ request, reply, done: () => undefined }, stale.answer);
  }, BUSY_MS);
  timer.unref();
  reply.raw.once('close', () => clearTimeout(timer));
}
