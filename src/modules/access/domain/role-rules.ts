import { covers, lacking, type Rights, unionOf } from './rights.js';
import type { RoleGraph } from './role-graph.js';

/** Who changes something, and what he may do through the session or key he does it with. */
export interface Actor {
  readonly userId: string;
  readonly roleId: string;
  readonly rights: Rights;
}

/** Why a change is refused. */
export type Refusal =
  | { readonly kind: 'own_role' }
  | { readonly kind: 'own_account' }
  | { readonly kind: 'exceeds'; readonly missing: readonly string[] };

/**
 * Judges the change of one role by the roles before and after it. Nobody changes his own role or one
 * that it inherits from. Whoever changes a role must hold all that it, and every role whose rights
 * change with it, may do before and after, switched on or not: so he neither gives away what he does
 * not hold, by whatever way, nor takes anything from those who may do more than he.
 */
export function judgeRoleChange(
  actor: Actor,
  roleId: string,
  before: RoleGraph,
  after: RoleGraph,
): Refusal | null {
  if (before.isInLine(roleId, actor.roleId) || after.isInLine(roleId, actor.roleId)) {
    return { kind: 'own_role' };
  }
  const touched = new Set([...before.ids, ...after.ids]);
  const wanted = [...touched].flatMap((id) => {
    const changes = id === roleId || !isSame(id, before, after);
    return changes ? [before.potential(id), after.potential(id)] : [];
  });
  return refusalFor(actor.rights, unionOf(...wanted));
}

/**
 * Judges what a member of staff does to a person: not to himself, and only to those who may do
 * nothing that he may not. A new role is a gift like any other.
 *
 * @param roles the person's role, and the one that he is to get
 */
export function judgeUserChange(
  actor: Actor,
  userId: string,
  roles: readonly string[],
  graph: RoleGraph,
): Refusal | null {
  if (actor.userId === userId) return { kind: 'own_account' };
  return refusalFor(actor.rights, unionOf(...roles.map((id) => graph.potential(id))));
}

function refusalFor(holder: Rights, wanted: Rights): Refusal | null {
  return covers(holder, wanted) ? null : { kind: 'exceeds', missing: lacking(holder, wanted) };
}

function isSame(id: string, before: RoleGraph, after: RoleGraph): boolean {
  if (before.requiresMfa(id) !== after.requiresMfa(id)) return false;
  const pairs: [Rights, Rights][] = [
    [before.effective(id), after.effective(id)],
    [before.potential(id), after.potential(id)],
  ];
  return pairs.every(([a, b]) => covers(a, b) && covers(b, a));
}
