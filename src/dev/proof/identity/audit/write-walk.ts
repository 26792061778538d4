import type { ShopSource } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';
import { BEST } from '../access/reviewed.js';
import { fieldsOf } from '../contract/document.js';
import { isWrite, type Route } from '../contract/routes.js';
import { openScene } from '../people/open-scene.js';
import type { Scene } from '../people/scene.js';
import { type Effect, effectOf } from './effects.js';
import { LEAVES_NOTHING, SIDE_EFFECTS } from './reviewed.js';

interface Found {
  writes: number;
  entries: number;
  readonly faults: string[];
}

/**
 * Each write route leaves its entry in the audit log, under the name of who called; and what an
 * update changed is what the contract of the route names.
 */
export async function writeWalk(source: ShopSource, broken: string | null): Promise<ProofRow> {
  const { scene } = await openScene(source, broken);
  if (broken === 'audit-trigger') {
    await scene.shop.owner.query('DROP TRIGGER audit_user_addresses ON user_addresses');
  }
  const found: Found = { writes: 0, entries: 0, faults: [] };
  for (const route of scene.routes) {
    // What cannot go well in this shop writes nothing either.
    if (!isWrite(route) || BEST[route.operationId] !== undefined) continue;
    try {
      judge(scene, route, await effectOf(scene, route), found);
    } catch (error) {
      found.faults.push(`${route.name}: no usable request: ${String(error)}`);
    }
  }
  const seen = `${found.writes} write routes left ${found.entries} entries`;
  return judged('each write is in the audit log', found.writes, seen, found.faults);
}

function judge(scene: Scene, route: Route, { caller, entries }: Effect, found: Found): void {
  found.writes += 1;
  found.entries += entries.length;
  const reason = LEAVES_NOTHING[route.operationId];
  if (entries.length === 0 && reason === undefined) {
    found.faults.push(`${route.name} left no entry`);
  }
  if (entries.length > 0 && reason !== undefined) {
    found.faults.push(`${route.name} left entries although "${reason}"`);
  }
  for (const { table, action, actorId, changed } of entries) {
    const isAnonymous = route.rule.kind === 'public' && actorId === null;
    if (actorId !== caller.id && !isAnonymous) {
      found.faults.push(`${route.name}: ${action} of ${table} says that ${actorId} did it`);
    }
    const named = namedColumns(scene, route);
    const known = SIDE_EFFECTS[route.operationId]?.[table] ?? [];
    const odd = changed.filter((column) => !named.has(column) && !known.includes(column));
    if (odd.length > 0) {
      found.faults.push(`${route.name}: changed ${table}.{${odd.join(', ')}} beyond its contract`);
    }
  }
}

/** Columns that the request names, in the database's spelling. */
function namedColumns(scene: Scene, route: Route): ReadonlySet<string> {
  const fields = route.body?.media.schema ? fieldsOf(scene.document, route.body.media.schema) : [];
  const names = [...fields].map(({ path }) => path.at(-1) ?? '');
  return new Set(['updated_at', ...names.map(snakeCase)]);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
