import type { ShopSource } from '../../../src/dev/proof/proof-rig.js';
import { judged, type ProofRow } from '../../../src/dev/proof/table.js';
import { changedTables, snapshot } from '../../../src/dev/proof/identity/assignment/snapshot.js';
import { isWrite, type Route } from '../../../src/dev/proof/identity/contract/routes.js';
import { isSuccess, type WireAnswer } from '../../../src/dev/proof/identity/people/http.js';
import { openScene } from '../../../src/dev/proof/identity/people/open-scene.js';
import type { Person, Scene } from '../../../src/dev/proof/identity/people/scene.js';
import { draftOf, wireOf } from '../../../src/dev/proof/identity/recipes/build.js';
import { EXPECTED_ENTRIES, type ExpectedEntries, KEPT_ELSEWHERE } from './expected-entries.js';

interface Entry {
  readonly table_name: string;
  readonly actor_id: string | null;
}

const AUDITED = `
  SELECT DISTINCT c.relname AS name FROM pg_trigger g
    JOIN pg_proc p ON p.oid = g.tgfoid JOIN pg_class c ON c.oid = g.tgrelid
   WHERE p.proname = 'audit_row'`;

/**
 * Every write route is called with success: each table that it changed has an entry in the audit log
 * with the id of the request and the person who called.
 *
 * @param wanted which routes; all that write when left out
 */
export async function auditWalk(
  source: ShopSource,
  broken: string | null,
  wanted: (route: Route) => boolean = () => true,
): Promise<ProofRow> {
  const { scene } = await openScene(source, broken);
  if (broken === 'audit-triggers') await takeTriggersOut(scene);
  const { rows } = await scene.shop.owner.query<{ name: string }>(AUDITED);
  const audited = new Set(rows.map(({ name }) => name));
  const routes = scene.routes.filter((route) => isWrite(route) && wanted(route));
  const faults: string[] = [];
  let entries = 0;
  for (const route of routes) {
    try {
      const seen = await walk(scene, route, audited);
      entries += seen.entries;
      faults.push(...seen.faults.map((fault) => `${route.name}: ${fault}`));
    } catch (error) {
      faults.push(`${route.name}: no usable request: ${String(error)}`);
    }
  }
  faults.push(...forgotten(scene));
  return judged('audit walk', routes.length, `${entries} entries`, faults);
}

async function walk(
  scene: Scene,
  route: Route,
  audited: ReadonlySet<string>,
): Promise<{ entries: number; faults: string[] }> {
  const expected = EXPECTED_ENTRIES[route.operationId];
  if (!expected) {
    return {
      entries: 0,
      faults: [
        'nobody has said what it leaves in the audit log (test/e2e/audit-walk/expected-entries.ts)',
      ],
    };
  }
  const wish = 'tables' in expected ? expected : null;
  const role = route.rule.kind === 'permission' ? 'admin' : (wish?.caller ?? 'user');
  const person = await scene.person(role);
  const plain = await draftOf(scene, route, person);
  const draft = { ...plain, ...(await wish?.prepare?.(scene, person, plain)) };
  const before = await snapshot(scene.shop.owner);
  const answer = await scene.send(wireOf(route, draft));
  const changed = changedTables(before, await snapshot(scene.shop.owner));
  const entries = await entriesOf(scene, answer);
  const unlogged = changed.filter((table) => {
    const isLogged = entries.some(({ table_name }) => table_name === table);
    return audited.has(table) && !isLogged && !(table in KEPT_ELSEWHERE);
  });
  const faults = unlogged.map((table) => `${table} changed without an entry`);
  faults.push(...judge(expected, answer, entries, person));
  return { entries: entries.length, faults };
}

function judge(
  expected: ExpectedEntries,
  answer: WireAnswer,
  entries: readonly Entry[],
  person: Person,
): string[] {
  if ('writesNothing' in expected) {
    return entries.length === 0
      ? []
      : [`it says that it changes nothing, but ${tablesOf(entries)} did`];
  }
  if (!isSuccess(answer)) return [`${answer.status} ${answer.text.slice(0, 200)}`];
  const missing = expected.tables.filter((table) => !entries.some((e) => e.table_name === table));
  const faults = missing.map((table) => `no entry for ${table}, only for ${tablesOf(entries)}`);
  const stranger = entries.find(({ actor_id }) => actor_id !== person.id);
  if (stranger && expected.namesNobody === undefined) {
    const { table_name, actor_id } = stranger;
    faults.push(`an entry for ${table_name} names ${actor_id ?? 'nobody'} as the actor`);
  }
  return faults;
}

async function entriesOf(scene: Scene, answer: WireAnswer): Promise<Entry[]> {
  const { rows } = await scene.shop.owner.query<Entry>(
    'SELECT table_name, actor_id FROM audit_log WHERE request_id = $1 ORDER BY seq',
    [answer.headers.get('x-request-id')],
  );
  return rows;
}

function tablesOf(entries: readonly Entry[]): string {
  return [...new Set(entries.map(({ table_name }) => table_name))].join(', ') || 'none';
}

/** Lines for routes that are gone. */
function forgotten(scene: Scene): string[] {
  const known = new Set(scene.routes.filter(isWrite).map(({ operationId }) => operationId));
  return Object.keys(EXPECTED_ENTRIES)
    .filter((operationId) => !known.has(operationId))
    .map((operationId) => `${operationId} is expected to leave entries, but is no write route`);
}

async function takeTriggersOut(scene: Scene): Promise<void> {
  await scene.shop.owner.query(
    'DROP TRIGGER audit_users_update ON users; DROP TRIGGER audit_user_addresses ON user_addresses',
  );
}
