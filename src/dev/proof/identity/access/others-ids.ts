import { randomUUID } from 'node:crypto';
import type { ShopSource } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';
import type { IdField, Route } from '../contract/routes.js';
import { difference, fingerprint, isSuccess } from '../people/http.js';
import { inTurns } from '../people/in-turns.js';
import { openScene } from '../people/open-scene.js';
import type { Scene } from '../people/scene.js';
import { draftOf, idIn, idKind, isPersonal, wireOf, withId } from '../recipes/build.js';
import { REVIEWED_IDS } from './reviewed.js';

const AT_ONCE = 4;

interface Case {
  readonly route: Route;
  readonly field: IdField;
}

/**
 * Every field of every request that names a person's row (in paths, queries and bodies): a request
 * that works otherwise gets another person's id in it. The answer is that of an id that names
 * nothing, byte for byte, and the request with an own id works.
 *
 * @param wanted which routes; all when left out
 */
export async function othersIds(
  source: ShopSource,
  broken: string | null,
  wanted: (route: Route) => boolean = () => true,
): Promise<ProofRow> {
  const { scene } = await openScene(source, broken);
  const faults: string[] = [];
  const cases = scene.routes.filter(wanted).flatMap((route) => casesOf(route, faults));
  await inTurns(cases, AT_ONCE, async ({ route, field }) => {
    const name = `${route.name}, ${[field.in, ...field.path].join('/') || field.name} ${field.name}`;
    try {
      const fault = await judge(scene, route, field);
      if (fault !== null) faults.push(`${name}: ${fault}`);
    } catch (error) {
      faults.push(`${name}: no usable request: ${String(error)}`);
    }
  });
  return judged("others' ids", cases.length, `${cases.length} fields that name rows`, faults);
}

/** Staff are meant to see others' rows: their routes are the matrix's. */
function casesOf(route: Route, faults: string[]): Case[] {
  if (route.rule.kind === 'permission') return [];
  return route.ids.flatMap((field): Case[] => {
    try {
      const isReviewed = REVIEWED_IDS[`${route.operationId}.${field.name}`] !== undefined;
      return isPersonal(route, field) && !isReviewed ? [{ route, field }] : [];
    } catch (error) {
      faults.push(String(error));
      return [];
    }
  });
}

async function judge(scene: Scene, route: Route, field: IdField): Promise<string | null> {
  const kind = idKind(route, field.name);
  const [caller, other] = [await scene.person(), await scene.person()];
  const draft = await draftOf(scene, route, caller);
  const foreign = await kind.make(scene, other);
  const random = kind.random?.() ?? randomUUID();
  const theirs = await scene.send(wireOf(route, withId(draft, field, foreign)));
  const nobodys = await scene.send(wireOf(route, withId(draft, field, random)));
  // The control last: it may use up what the request needs.
  const held = idIn(draft, field);
  const own = typeof held === 'string' ? held : await kind.make(scene, caller);
  const control = await scene.send(wireOf(route, withId(draft, field, own)));
  if (!isSuccess(control)) return `an own id answers ${control.status} ${control.text}`;
  if (theirs.status < 400 || theirs.status >= 500) return `${theirs.status} ${theirs.text}`;
  const asked = [foreign, random] as const;
  return difference(fingerprint(theirs, ...asked), fingerprint(nobodys, ...asked));
}
