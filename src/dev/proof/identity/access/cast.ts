import { randomUUID } from 'node:crypto';
import { PERMISSION_MODULES } from '../../../../modules/access/access.types.js';
import type { Route } from '../contract/routes.js';
import { newKey } from '../recipes/staff.js';
import { network, type Person, type Scene } from '../people/scene.js';

/** Everybody who tries each route. */
export const ACTORS = [
  'anonymous',
  'guest',
  'owner',
  'other customer',
  'moderator',
  'admin',
  'locked',
  'logged out',
  'staff for the owner',
  'key without the scope',
  'key with the scope',
] as const;

export type Actor = (typeof ACTORS)[number];

/** One who tries: his credentials, and who he is when he is somebody of his own. */
export interface Player {
  readonly headers: Readonly<Record<string, string>>;
  readonly person: Person | null;
  /** His token is no longer good. */
  readonly isRefused: boolean;
}

/** Somebody new for the part. */
export async function play(
  scene: Scene,
  actor: Actor,
  owner: Person,
  route: Route,
): Promise<Player> {
  switch (actor) {
    case 'anonymous':
    case 'guest':
      return { headers: network(), person: null, isRefused: false };
    case 'owner':
      return asPlayer(owner);
    case 'other customer':
      return asPlayer(await scene.person());
    case 'moderator':
    case 'admin':
      return asPlayer(await scene.person(actor));
    case 'locked':
      return locked(scene);
    case 'logged out':
      return loggedOut(scene);
    case 'staff for the owner':
      return staffFor(scene, owner);
    case 'key without the scope':
      return machine(scene, owner, route, (scope, asked) => scope !== asked);
    case 'key with the scope':
      return machine(scene, owner, route, (scope, asked) => scope === asked || asked === null);
  }
}

function asPlayer(person: Person, isRefused = false): Player {
  return { headers: person.headers, person, isRefused };
}

/** Locked after he logged in. */
async function locked(scene: Scene): Promise<Player> {
  const person = await scene.person();
  await scene.shop.owner.query('UPDATE users SET locked = true WHERE id = $1', [person.id]);
  return asPlayer(person, true);
}

async function loggedOut(scene: Scene): Promise<Player> {
  const person = await scene.person();
  await scene.step(person, 'POST', '/auth/logout');
  return asPlayer(person, true);
}

/** An administrator in a session of his that speaks for the owner. */
async function staffFor(scene: Scene, owner: Person): Promise<Player> {
  const admin = await scene.person('admin');
  const sessionId = randomUUID();
  await scene.shop.owner.query(
    `INSERT INTO user_sessions (id, family_id, user_id, refresh_token, client_ip, expired_at, mfa_at, opened_by,
                                opened_in, reason)
     VALUES ($1, $1, $2, $3, '127.0.0.1', now() + interval '30 minutes', now(), $4, $5, 'Asked by telephone')`,
    [sessionId, owner.id, randomUUID(), admin.id, admin.sessionId],
  );
  const headers = {
    ...network(),
    authorization: `Bearer ${scene.shop.sign(owner.id, sessionId)}`,
  };
  return { headers, person: owner, isRefused: false };
}

/**
 * A key with some of all scopes: an administrator's where the route asks for a permission, else the
 * owner's own.
 */
async function machine(
  scene: Scene,
  owner: Person,
  { rule }: Route,
  has: (scope: string, asked: string | null) => boolean,
): Promise<Player> {
  const asked = rule.kind === 'permission' ? `${rule.module}:${rule.action}` : null;
  const person = asked === null ? owner : await scene.person('admin');
  const scopes = ALL_SCOPES.filter((scope) => has(scope, asked));
  const { token } = await newKey(scene, person, scopes);
  const headers = { ...network(), authorization: `Bearer ${token}` };
  // On public routes a machine is nobody: its key is refused like a token that is no longer good.
  return { headers, person, isRefused: rule.kind === 'public' };
}

const ALL_SCOPES = PERMISSION_MODULES.flatMap((module) =>
  ['r', 'w', 'x'].map((action) => `${module}:${action}`),
);
