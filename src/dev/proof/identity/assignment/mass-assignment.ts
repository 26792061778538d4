import type { ShopSource } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';
import { type BodyPath, fieldsOf, resolve, type Schema } from '../contract/document.js';
import { fieldAt, withField } from '../contract/examples.js';
import { type Effect, effectOf, roleFor } from '../audit/effects.js';
import { isWrite, type Route } from '../contract/routes.js';
import { jsonOf, type WireAnswer } from '../people/http.js';
import { openScene } from '../people/open-scene.js';
import type { Scene } from '../people/scene.js';
import { draftOf, wireOf } from '../recipes/build.js';
import type { Draft } from '../recipes/recipe.js';
import { type Intruder, intruders } from './columns.js';
import { FREE_FORM } from './reviewed.js';
import { changedTables, snapshot } from './snapshot.js';

/** A refusal names at most fifty fields: fewer at once, so that each has to be named. */
const AT_ONCE = 40;

interface Found {
  tries: number;
  readonly faults: string[];
}

/** Which routes are tried; all of them when left out. */
export type RouteChoice = (route: Route) => boolean;

/** An object of a body that could take a field more. */
interface Place {
  readonly path: BodyPath;
  /** What the contract has there. */
  readonly own: readonly string[];
}

/**
 * Every column of every table, in both spellings, beside a valid body of every write route, also
 * inside its nested objects: each is refused by name, and no row of the database changes.
 */
export async function massAssignment(
  source: ShopSource,
  broken: string | null,
  isChosen: RouteChoice = () => true,
): Promise<ProofRow> {
  const { scene } = await openScene(source, broken);
  const names = await intruders(scene.shop.owner);
  const routes = scene.routes.filter((route) => isWrite(route) && isChosen(route));
  const found: Found = { tries: 0, faults: [] };
  for (const route of routes) {
    if (FREE_FORM[route.operationId] !== undefined) continue;
    try {
      await tryRoute(scene, route, names, found);
    } catch (error) {
      found.faults.push(`${route.name}: no usable request: ${String(error)}`);
    }
  }
  const seen = `${names.length} names × ${routes.length} write routes`;
  return judged('mass assignment', found.tries, seen, found.faults);
}

async function tryRoute(
  scene: Scene,
  route: Route,
  names: readonly Intruder[],
  found: Found,
): Promise<void> {
  if (!route.body) {
    found.tries += names.length;
    found.faults.push(...(await ignoresBody(scene, route, names)));
    return;
  }
  if (route.body.type !== 'application/json') return;
  const draft = await draftOf(scene, route, await scene.person(roleFor(route)));
  const before = await snapshot(scene.shop.owner);
  for (const place of placesOf(scene, route, draft)) {
    const strangers = names.filter(({ name }) => !place.own.includes(name));
    for (let start = 0; start < strangers.length; start += AT_ONCE) {
      const batch = strangers.slice(start, start + AT_ONCE);
      found.faults.push(...(await smuggle(scene, route, draft, place, batch)));
      found.tries += batch.length;
    }
    found.faults.push(...(await poison(scene, route, draft, place)));
    found.tries += POISONS.length;
  }
  const changed = changedTables(before, await snapshot(scene.shop.owner));
  if (changed.length > 0) found.faults.push(`${route.name}: rows changed in ${changed.join(', ')}`);
}

/** A route that has no body does with one exactly what it does without. */
async function ignoresBody(
  scene: Scene,
  route: Route,
  names: readonly Intruder[],
): Promise<string[]> {
  const body = Object.fromEntries(names.map(({ name, value }) => [name, value]));
  const without = await effectOf(scene, route);
  const withBody = await effectOf(scene, route, (draft) => ({ ...draft, body }));
  const [wanted, seen] = [summaryOf(without), summaryOf(withBody)];
  return wanted === seen ? [] : [`${route.name} with a body: ${seen} instead of ${wanted}`];
}

function summaryOf({ answer, entries }: Effect): string {
  const changes = entries.map(
    ({ table, action, changed }) => `${action} ${table}(${changed.join()})`,
  );
  return [answer.status, ...changes].join(', ');
}

/** The body itself and every object of the contract that the draft holds. */
function placesOf(scene: Scene, route: Route, draft: Draft): Place[] {
  const schema = route.body?.media.schema ?? {};
  const place = (path: BodyPath, of: Schema): Place[] => {
    const resolved = resolve(scene.document, of);
    const isOpen = resolved.additionalProperties !== undefined && !resolved.properties;
    const held = fieldAt(draft.body, path);
    if (isOpen || typeof held !== 'object' || held === null || Array.isArray(held)) return [];
    return [{ path, own: Object.keys(resolved.properties ?? {}) }];
  };
  const inner = [...fieldsOf(scene.document, schema)].flatMap((field) =>
    place(field.path, field.schema),
  );
  return [...place([], schema), ...inner];
}

async function smuggle(
  scene: Scene,
  route: Route,
  draft: Draft,
  { path }: Place,
  batch: readonly Intruder[],
): Promise<string[]> {
  const body = batch.reduce<unknown>(
    (all, { name, value }) => withField(all, [...path, name], value),
    draft.body,
  );
  const answer = await scene.send(wireOf(route, { ...draft, body }));
  if (answer.status !== 400) return [`${route.name} /${path.join('/')}: ${describe(answer)}`];
  const refused = new Set(unknownFields(answer));
  return batch.flatMap(({ name }) => {
    const pointer = `/${[...path, name].join('/')}`;
    return refused.has(pointer) ? [] : [`${route.name}: ${pointer} is not refused`];
  });
}

/** Names that reach into what every object inherits. As text, because an object cannot hold the first one. */
const POISONS = ['"__proto__":{"isAdmin":true}', '"constructor":{"prototype":{"isAdmin":true}}'];

async function poison(
  scene: Scene,
  route: Route,
  draft: Draft,
  { path }: Place,
): Promise<string[]> {
  const marked = JSON.stringify(withField(draft.body, [...path, 'POISON'], 1));
  const headers = { ...draft.headers, 'content-type': 'application/json' };
  const faults: string[] = [];
  for (const text of POISONS) {
    const body = marked.replace('"POISON":1', text);
    const answer = await scene.send(wireOf(route, { ...draft, headers, body }));
    if (answer.status !== 400) faults.push(`${route.name}: ${text} ${describe(answer)}`);
  }
  return faults;
}

function unknownFields(answer: WireAnswer): string[] {
  const { errors } = jsonOf(answer);
  if (!Array.isArray(errors)) return [];
  return (errors as { pointer: string; code: string }[])
    .filter(({ code }) => code === 'unknown_field')
    .map(({ pointer }) => pointer);
}

function describe({ status, text }: WireAnswer): string {
  return `${status} ${text.slice(0, 200)}`;
}
