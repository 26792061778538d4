import { randomUUID } from 'node:crypto';
import type { ShopSource } from '../../../src/dev/proof/proof-rig.js';
import { judged, type ProofRow } from '../../../src/dev/proof/table.js';
import { roleFor } from '../../../src/dev/proof/identity/audit/effects.js';
import type { Route } from '../../../src/dev/proof/identity/contract/routes.js';
import { openScene } from '../../../src/dev/proof/identity/people/open-scene.js';
import type { Scene } from '../../../src/dev/proof/identity/people/scene.js';
import { draftOf, wireOf } from '../../../src/dev/proof/identity/recipes/build.js';

const KEY = 'idempotency-key';
const REPLAYED = 'idempotent-replayed';

/**
 * Every operation that takes an Idempotency-Key is called twice with the same one: the second answer is the
 * first one's bytes and says so, and of two other requests none is taken for a repetition.
 */
export async function replayWalk(source: ShopSource): Promise<ProofRow> {
  const { scene } = await openScene(source, null);
  const routes = scene.routes.filter(({ operation: { parameters = [] } }) =>
    parameters.some(({ name, in: place }) => place === 'header' && name.toLowerCase() === KEY),
  );
  const faults: string[] = [];
  for (const route of routes) {
    const seen = await twice(scene, route);
    faults.push(...seen.map((fault) => `${route.operationId}: ${fault}`));
  }
  return judged('replay walk', routes.length, '', faults);
}

async function twice(scene: Scene, route: Route): Promise<string[]> {
  const person = await scene.person(roleFor(route));
  const plain = await draftOf(scene, route, person);
  const wire = wireOf(route, plain);
  const request = { ...wire, headers: { ...wire.headers, [KEY]: randomUUID() } };
  const first = await scene.send(request);
  if (first.status >= 300) return [`${first.status} ${first.text}`];
  const again = await scene.send(request);
  const other = { ...request, path: request.path, body: changed(request.body) };
  const reused = await scene.send(other);
  return [
    ...(first.headers.get(REPLAYED) === null ? [] : ['the first answer says it is a repetition']),
    ...(again.headers.get(REPLAYED) === 'true' ? [] : ['the second answer does not say so']),
    ...(again.status === first.status ? [] : [`${first.status}, then ${again.status}`]),
    ...(again.text === first.text ? [] : [`${first.text}, then ${again.text}`]),
    ...(reused.status === 422 ? [] : [`another body with the same key: ${reused.status}`]),
  ];
}

/** The same request for something else, as far as a text or a number in it can tell. */
function changed(body: unknown): string {
  const json = JSON.parse(String(body)) as Record<string, unknown>;
  return JSON.stringify({ ...json, ...OTHER.find(([name]) => name in json)?.[1] });
}

const OTHER: readonly (readonly [string, Record<string, unknown>])[] = [
  ['count', { count: 2 }],
  ['items', { note: 'another' }],
  ['reason', { reason: 'another' }],
  ['paymentMethodCode', { paymentMethodCode: 'cod' }],
];
