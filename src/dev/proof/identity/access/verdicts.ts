import type { Route } from '../contract/routes.js';
import { isSuccess, jsonOf, type WireAnswer } from '../people/http.js';
import type { Actor } from './cast.js';

/** What a route should answer to somebody. `hidden`: as if the row did not exist. */
export type Verdict =
  'works' | 'unauthenticated' | 'forbidden' | 'hidden' | 'not on behalf' | 'no machines';

/** Rights by role, `orders:x`, inherited ones included. */
export type RightsByRole = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * What the route's own rule means for an actor who asks for the owner's things.
 *
 * @param namesRows whether the request names rows of a person
 */
export function expected(
  route: Route,
  actor: Actor,
  namesRows: boolean,
  rights: RightsByRole,
): Verdict {
  switch (route.rule.kind) {
    case 'public':
      return ofPublic(route, actor, namesRows);
    case 'own':
      return ofOwn(route, actor, namesRows);
    case 'permission': {
      const { module, action } = route.rule;
      return ofPermission(actor, `${module}:${action}`, rights);
    }
  }
}

function ofPublic(route: Route, actor: Actor, namesRows: boolean): Verdict {
  if (route.asks.caller === 'ignored') return 'works';
  if (isRefused(actor) || isMachine(actor)) return 'unauthenticated';
  if (actor === 'owner' || actor === 'guest' || actor === 'staff for the owner') return 'works';
  return namesRows ? 'hidden' : 'works';
}

function isRefused(actor: Actor): boolean {
  return actor === 'locked' || actor === 'logged out';
}

function isMachine(actor: Actor): boolean {
  return actor === 'key with the scope' || actor === 'key without the scope';
}

function ofOwn(route: Route, actor: Actor, namesRows: boolean): Verdict {
  switch (actor) {
    case 'anonymous':
    case 'guest':
    case 'locked':
    case 'logged out':
      return 'unauthenticated';
    case 'owner':
      return 'works';
    case 'staff for the owner':
      return route.asks.notOnBehalf ? 'not on behalf' : 'works';
    case 'key with the scope':
    case 'key without the scope':
      return route.asks.allowApiKey ? 'works' : 'no machines';
    case 'other customer':
    case 'moderator':
    case 'admin':
      return namesRows ? 'hidden' : 'works';
  }
}

function ofPermission(actor: Actor, permission: string, rights: RightsByRole): Verdict {
  switch (actor) {
    case 'anonymous':
    case 'guest':
    case 'locked':
    case 'logged out':
      return 'unauthenticated';
    case 'owner':
    case 'other customer':
    case 'key without the scope':
      return 'forbidden';
    case 'key with the scope':
      return 'works';
    case 'staff for the owner':
      return 'not on behalf';
    case 'moderator':
    case 'admin':
      return rights.get(actor)?.has(permission) === true ? 'works' : 'forbidden';
  }
}

/** Null when the answer is what the verdict means, else what is wrong with it. `hidden` is for the caller to compare. */
export function faultOf(route: Route, verdict: Verdict, answer: WireAnswer): string | null {
  const { code, details } = jsonOf(answer);
  const seen = `${answer.status} ${typeof code === 'string' ? code : ''}`.trim();
  const refusal = REFUSALS[verdict];
  if (refusal === undefined) return isSuccess(answer) ? null : `${seen} ${answer.text}`;
  if (seen !== refusal) return `${seen} instead of ${refusal}`;
  if (verdict !== 'forbidden' || route.rule.kind !== 'permission') return null;
  const named = (details as { permission?: unknown } | undefined)?.permission;
  const permission = `${route.rule.module}:${route.rule.action}`;
  return named === permission ? null : `the refusal names ${JSON.stringify(named)}`;
}

const REFUSALS: Partial<Record<Verdict, string>> = {
  unauthenticated: '401 access.unauthenticated',
  forbidden: '403 access.forbidden',
  'not on behalf': '403 access.not_on_behalf',
  'no machines': '403 access.api_key_not_allowed',
};
