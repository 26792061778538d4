import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AnswerChecker } from '../../../answers/check-answer.js';
import type { ApiDocument } from '../../../answers/api-document.js';
import type { Exchange } from '../../../answers/exchange.js';
import { roleFor } from '../../identity/audit/effects.js';
import type { Route } from '../../identity/contract/routes.js';
import type { WireRequest } from '../../identity/people/http.js';
import { inTurns } from '../../identity/people/in-turns.js';
import { openScene } from '../../identity/people/open-scene.js';
import type { Scene } from '../../identity/people/scene.js';
import { draftOf, wireOf } from '../../identity/recipes/build.js';
import type { Draft } from '../../identity/recipes/recipe.js';
import type { ShopSource } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';
import { FuzzFaults } from './faults.js';
import { type Mutation, mutationsOf } from './mutations.js';
import { sendRaw } from './send-raw.js';
import { strangers } from './strangers.js';

/** How a fuzz is cut. */
export interface FuzzChoice {
  /** Tries of each route, chosen by the seed; null: all that there are. */
  readonly perRoute: number | null;
  readonly seed: number;
  readonly isChosen?: (route: Route) => boolean;
  readonly say?: (line: string) => void;
}

/** Routes at the same time. */
const LANES = 3;
/** A request that went well has used up its draft: so often a route gets a new one. */
const NEW_DRAFTS = 12;
const MAX_TRIES = 5;
const TOLD_EVERY = 25;

/**
 * Every operation of the document with every field of its request made hostile, one at a time, by whoever may call
 * it, and a few by those who may not: no answer is a failure of ours, and none is outside of the document.
 */
export async function fuzz(source: ShopSource, choice: FuzzChoice): Promise<ProofRow[]> {
  const { scene } = await openScene(source, null, { variables: { RATE_LIMITS: 'off' } });
  const { isChosen = () => true, say = () => undefined } = choice;
  const fuzzer = new Fuzzer(scene, choice);
  const routes = scene.routes.filter(isChosen);
  let done = 0;
  await inTurns(routes, LANES, async (route) => {
    await fuzzer.route(route);
    done += 1;
    if (done % TOLD_EVERY === 0)
      say(`  ${done} of ${routes.length} operations, ${fuzzer.sent} requests`);
  });
  return fuzzer.rows(routes.length);
}

class Fuzzer {
  sent = 0;
  private readonly checker: AnswerChecker;
  private readonly faults = new FuzzFaults();
  private readonly statuses = new Map<number, number>();

  constructor(
    private readonly scene: Scene,
    private readonly choice: FuzzChoice,
  ) {
    this.checker = new AnswerChecker(scene.document as unknown as ApiDocument);
  }

  async route(route: Route): Promise<void> {
    try {
      await this.asCaller(route);
      await this.asStrangers(route);
    } catch (error) {
      this.faults.tell('unusable', route.name, `no usable request: ${String(error)}`);
    }
  }

  rows(routes: number): ProofRow[] {
    const seen = [...this.statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, n]) => `${n} × ${status}`);
    const requests = `${this.sent} requests to ${routes} operations`;
    const failures = this.faults.of('failure').concat(this.faults.of('unusable'));
    return [
      judged('fuzz: no answer is a 5xx', this.sent, `${requests}: ${seen.join(', ')}`, failures),
      judged(
        'fuzz: no answer is outside of the document',
        this.sent,
        requests,
        this.faults.of('lie'),
      ),
    ];
  }

  /** Whoever may call it, with all mutations. */
  private async asCaller(route: Route): Promise<void> {
    let drafts = 0;
    let draft: Draft | null = null;
    for (const mutation of this.chosen(route)) {
      draft ??= await draftOf(this.scene, route, await this.scene.person(roleFor(route)));
      const answer = await this.send(route, mutation.what, () => mutation.apply(draft as Draft));
      const isUsedUp = answer !== null && answer.status < 400 && route.method !== 'GET';
      if (isUsedUp && drafts < NEW_DRAFTS) {
        draft = null;
        drafts += 1;
      }
    }
  }

  /** Others with a request that would work, and with one that would not. */
  private async asStrangers(route: Route): Promise<void> {
    const owner = await this.scene.person(roleFor(route));
    const draft = await draftOf(this.scene, route, owner);
    const { authorization: _owner, ...headers } = draft.headers;
    const [hostile] = this.chosen(route);
    for (const [who, credentials] of await strangers(this.scene)) {
      const theirs: Draft = { ...draft, headers: { ...headers, ...credentials } };
      await this.send(route, `as ${who}`, () => wireOf(route, theirs));
      if (hostile === undefined) continue;
      await this.send(route, `as ${who}, ${hostile.what}`, () => hostile.apply(theirs));
    }
  }

  /** The same ones for a seed, whatever other routes there are. */
  private chosen(route: Route): Mutation[] {
    const all = mutationsOf(this.scene.document, route);
    const { perRoute, seed } = this.choice;
    if (perRoute === null) return all;
    const rank = ({ what }: Mutation): string =>
      createHash('sha256').update(`${seed} ${route.name} ${what}`).digest('hex');
    return all
      .map((mutation) => ({ mutation, rank: rank(mutation) }))
      .sort((one, other) => one.rank.localeCompare(other.rank))
      .slice(0, perRoute)
      .map(({ mutation }) => mutation);
  }

  private async send(
    route: Route,
    what: string,
    make: () => WireRequest,
  ): Promise<Exchange | null> {
    const wire = make();
    const requestId = `fuzz-${randomUUID()}`;
    const headers = { 'x-request-id': requestId, ...wire.headers };
    try {
      const answer = await this.patiently({ ...wire, headers });
      this.judge(route, what, answer, requestId);
      return answer;
    } catch (error) {
      this.faults.tell('failure', route.name, `${what}: ${String(error)}`);
      return null;
    }
  }

  /** A process that is too busy for a moment says so. */
  private async patiently(wire: WireRequest): Promise<Exchange> {
    for (let tries = 1; ; tries += 1) {
      const answer = await sendRaw(this.scene.shop.url, wire);
      const wait = answer.headers['retry-after'];
      if (answer.status !== 503 || wait === undefined || tries === MAX_TRIES) return answer;
      await sleep(Number(wait) * 1_000);
    }
  }

  private judge(route: Route, what: string, answer: Exchange, requestId: string): void {
    const { status, body } = answer;
    this.sent += 1;
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    // A probe that says 503 has done its work: the machine is slow, or the database away.
    if (status >= 500 && !route.path.startsWith('/health/')) {
      const why = this.scene.shop.logOf(requestId).slice(0, 800);
      const text = Buffer.from(body ?? [])
        .toString('utf8')
        .slice(0, 200);
      this.faults.tell('failure', `${route.name} ${status}`, `${what}: ${text} ${why}`);
    }
    for (const lie of this.checker.check(answer).lies) {
      this.faults.tell('lie', `${lie.where}: ${lie.what}`, what);
    }
  }
}
