import { randomUUID } from 'node:crypto';
import type { ShopSource } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';
import type { Route } from '../contract/routes.js';
import { difference, fingerprint, type WireAnswer } from '../people/http.js';
import { inTurns } from '../people/in-turns.js';
import { openScene } from '../people/open-scene.js';
import type { Person, Scene } from '../people/scene.js';
import { draftOf, idIn, idKind, isPersonal, unnamedId, wireOf, withId } from '../recipes/build.js';
import type { Draft } from '../recipes/recipe.js';
import { type Actor, ACTORS, play, type Player } from './cast.js';
import { BEST, REVIEWED } from './reviewed.js';
import { expected, faultOf, type RightsByRole, type Verdict } from './verdicts.js';

const AT_ONCE = 4;

interface Found {
  tries: number;
  readonly faults: string[];
}

/**
 * Every route of the running program × everybody who may or may not use it: the answer is what the
 * route's rule says, and somebody else's row answers like one that does not exist.
 *
 * @param actors everybody when left out
 * @param worksOnce that a route works is tried by the first of those who may use it; all others are refused as ever
 */
export async function accessMatrix(
  source: ShopSource,
  broken: string | null,
  { actors = ACTORS, worksOnce = false }: { actors?: readonly Actor[]; worksOnce?: boolean } = {},
): Promise<ProofRow> {
  const { scene } = await openScene(source, broken);
  const rights = await rightsByRole(scene);
  const found: Found = { tries: 0, faults: [...scene.routeFaults] };
  const { routes } = scene;
  await inTurns(routes, AT_ONCE, async (route) => {
    const unnamed = unnamedId(route);
    if (unnamed !== null) found.faults.push(unnamed);
    else await tryRoute(scene, route, { actors, worksOnce, rights }, found);
  });
  const seen = `${routes.length} routes × ${actors.length} callers`;
  return judged('access matrix', found.tries, seen, found.faults);
}

/** A refusal uses nothing up, so all who are refused send the same request. */
interface Refusable {
  readonly owner: Person;
  readonly draft: Draft;
}

/** Who tries a route. */
interface Cast {
  readonly actors: readonly Actor[];
  readonly worksOnce: boolean;
  readonly rights: RightsByRole;
}

async function tryRoute(
  scene: Scene,
  route: Route,
  { actors, worksOnce, rights }: Cast,
  found: Found,
): Promise<void> {
  let shared: Refusable | null = null;
  let hasWorked = false;
  for (const actor of actors) {
    const namesRows = route.ids.some((field) => isPersonal(route, field));
    const verdict = expected(route, actor, namesRows, rights);
    if (verdict === 'works' && worksOnce && hasWorked) continue;
    hasWorked ||= verdict === 'works';
    found.tries += 1;
    try {
      shared ??= await refusable(scene, route);
      const fault = await judge(scene, route, actor, verdict, shared);
      if (fault !== null) found.faults.push(`${route.name} as ${actor}: ${fault}`);
    } catch (error) {
      found.faults.push(`${route.name} as ${actor}: no usable request: ${String(error)}`);
      if (shared === null) return;
    }
  }
}

async function refusable(scene: Scene, route: Route): Promise<Refusable> {
  const owner = await scene.person();
  return { owner, draft: await draftOf(scene, route, owner) };
}

async function judge(
  scene: Scene,
  route: Route,
  actor: Actor,
  verdict: Verdict,
  shared: Refusable,
): Promise<string | null> {
  const works = verdict === 'works';
  const owner = works ? await scene.person() : shared.owner;
  const player = await play(scene, actor, owner, route);
  const asks = player.isRefused ? owner : player.person;
  const draft = works ? await draftOf(scene, route, asks) : shared.draft;
  const request = withCredentials(draft, player);
  const answer = await scene.send(wireOf(route, request));
  const best = works ? BEST[route.operationId] : undefined;
  const reviewed = REVIEWED[route.operationId]?.[actor] ?? best;
  if (reviewed) return reviewed.status === answer.status ? null : describe(answer);
  if (verdict !== 'hidden') return faultOf(route, verdict, answer);
  return compareWithNone(scene, route, request, answer);
}

function describe({ status, text }: WireAnswer): string {
  return `${status} ${text}`;
}

/** Null when asking for rows that do not exist is answered by the same bytes. */
async function compareWithNone(
  scene: Scene,
  route: Route,
  request: Draft,
  answer: WireAnswer,
): Promise<string | null> {
  if (answer.status < 400 || answer.status >= 500) return describe(answer);
  const asked: string[] = [];
  let none = request;
  for (const field of route.ids.filter((one) => isPersonal(route, one))) {
    const id = idIn(request, field);
    if (typeof id !== 'string') continue;
    const random = idKind(route, field.name).random?.() ?? randomUUID();
    asked.push(id, random);
    none = withId(none, field, random);
  }
  const other = await scene.send(wireOf(route, none));
  return difference(fingerprint(answer, ...asked), fingerprint(other, ...asked));
}

function withCredentials(draft: Draft, player: Player): Draft {
  const { authorization: _owner, ...headers } = draft.headers;
  return { ...draft, headers: { ...headers, ...player.headers } };
}

/** What the roles of the shop may do, as its tables say. */
async function rightsByRole(scene: Scene): Promise<RightsByRole> {
  const { rows } = await scene.shop.owner.query<{ code: string; rights: string[] }>(`
    WITH RECURSIVE chain AS (
      SELECT code, id, parent_id FROM user_roles WHERE is_active
      UNION SELECT c.code, r.id, r.parent_id FROM user_roles r JOIN chain c ON r.id = c.parent_id WHERE r.is_active)
    SELECT c.code, array_agg(p.module || ':' || a.action) AS rights
      FROM chain c JOIN permissions p ON p.role_id = c.id
      CROSS JOIN LATERAL (VALUES ('r', p.r), ('w', p.w), ('x', p.x)) a (action, held)
     WHERE a.held GROUP BY c.code`);
  return new Map(rows.map(({ code, rights }) => [code, new Set(rights)]));
}
