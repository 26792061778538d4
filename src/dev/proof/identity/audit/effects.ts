import { randomUUID } from 'node:crypto';
import type { Route } from '../contract/routes.js';
import { isSuccess, type WireAnswer } from '../people/http.js';
import type { Person, Scene } from '../people/scene.js';
import { draftOf, wireOf } from '../recipes/build.js';
import type { Draft } from '../recipes/recipe.js';

/** An entry of the audit log that a request left. */
export interface Entry {
  readonly table: string;
  readonly action: string;
  readonly actorId: string | null;
  /** Columns that an update changed. */
  readonly changed: readonly string[];
}

/** What a request that went well did to the database. */
export interface Effect {
  readonly caller: Person;
  readonly draft: Draft;
  readonly answer: WireAnswer;
  readonly entries: readonly Entry[];
}

const ENTRIES = `
  SELECT table_name AS "table", action, actor_id AS "actorId",
    CASE WHEN action = 'update' THEN ARRAY(
      SELECT key FROM jsonb_each(after) WHERE value IS DISTINCT FROM before -> key ORDER BY key
    ) ELSE '{}' END AS changed
  FROM audit_log WHERE request_id = $1 ORDER BY seq`;

/**
 * Calls a write route with success, as whoever may, and reads what the audit log says of it.
 *
 * @param change turns the request into another one
 * @throws Error when the answer is no success
 */
export async function effectOf(
  scene: Scene,
  route: Route,
  change: (draft: Draft) => Draft = (draft) => draft,
): Promise<Effect> {
  const caller = await scene.person(roleFor(route));
  const draft = change(await draftOf(scene, route, caller));
  const requestId = `proof-${randomUUID()}`;
  const headers = { ...draft.headers, 'x-request-id': requestId };
  const answer = await scene.send(wireOf(route, { ...draft, headers }));
  if (!isSuccess(answer)) throw new Error(`${answer.status} ${answer.text}`);
  const { rows } = await scene.shop.owner.query<Entry>(ENTRIES, [requestId]);
  return { caller, draft, answer, entries: rows };
}

/** Who may call it with success. */
export function roleFor({ rule, operationId }: Route): string {
  // A customer has no rights to hand to a machine.
  return rule.kind === 'permission' || operationId === 'createMyApiKey' ? 'admin' : 'user';
}
