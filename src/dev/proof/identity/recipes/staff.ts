import { randomUUID } from 'node:crypto';
import { newApiKey } from '../../../../modules/access/domain/api-key-token.js';
import type { Person, Scene } from '../people/scene.js';
import { personOf, type IdKind, type Recipe } from './recipe.js';
import { withTotp } from './second-factor.js';
import { newOrder } from './shopping.js';

/** A machine's key of somebody's; `token` goes where an access token goes. */
export async function newKey(
  scene: Scene,
  owner: Pick<Person, 'id'>,
  scopes: readonly string[],
): Promise<{ readonly id: string; readonly token: string }> {
  const { token, prefix, hash } = newApiKey();
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    `INSERT INTO api_keys (user_id, name, prefix, key_hash, scopes, expires_at, mfa_at)
     VALUES ($1, 'Proof', $2, $3, $4, now() + interval '1 day', now()) RETURNING id`,
    [owner.id, prefix, hash, scopes],
  );
  return { id: rows[0]?.id ?? '', token };
}

async function newRole(scene: Scene): Promise<string> {
  const code = `role-${randomUUID().slice(0, 8)}`;
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    'INSERT INTO user_roles (code, name) VALUES ($1, $1) RETURNING id',
    [code],
  );
  return rows[0]?.id ?? '';
}

/** A key has at least one. */
const ANY_SCOPE = ['catalog:r'];
const role: IdKind = { belongs: 'nobody', make: newRole };
const someone: IdKind = { belongs: 'nobody', make: async (scene) => (await scene.person()).id };

/** Ids that staff work with. Of people they name others than the caller. */
export const STAFF_IDS: Readonly<Record<string, IdKind>> = {
  roleId: role,
  parentId: role,
  userId: { belongs: 'person', make: async (scene) => (await scene.person()).id },
  // Filters of the audit log: whatever they name, staff sees or does not see all of it.
  actorId: someone,
  apiKeyId: someone,
  rowId: someone,
  entryId: {
    belongs: 'nobody',
    make: async (scene) => {
      await scene.person();
      const { rows } = await scene.shop.owner.query<{ id: string }>(
        'SELECT id FROM audit_log ORDER BY seq DESC LIMIT 1',
      );
      return rows[0]?.id ?? '';
    },
  },
  keyId: {
    belongs: 'person',
    make: async (scene, owner) => (await newKey(scene, owner, ANY_SCOPE)).id,
  },
};

/** What whoever may write roles holds himself: nobody grants more. */
const PERMISSIONS = [{ module: 'roles', r: false, w: true, x: false }];

/** What the routes of staff need beside their examples. */
export const STAFF_RECIPES: Readonly<Record<string, Recipe>> = {
  createRole: () =>
    Promise.resolve({
      body: {
        code: `role-${randomUUID().slice(0, 8)}`,
        name: 'Made by the proof',
        permissions: PERMISSIONS,
      },
    }),
  setRolePermissions: () => Promise.resolve({ body: { permissions: PERMISSIONS } }),
  changeUserRole: async (scene) => ({ body: { roleId: await newRole(scene) } }),
  createMyApiKey: (_scene, _who, { body }) => {
    const permissions = [{ module: 'catalog', r: true, w: false, x: false }];
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    return Promise.resolve({ body: { ...(body as object), permissions, expiresAt } });
  },
  revokeUserApiKey: async (scene) => {
    const person = await scene.person();
    return { params: { userId: person.id, keyId: (await newKey(scene, person, ANY_SCOPE)).id } };
  },
  endUserSession: async (scene) => {
    const { id: userId, sessionId } = await scene.person();
    return { params: { userId, sessionId } };
  },
  removeMfaOfUser: async (scene) => {
    const person = await scene.person();
    await withTotp(scene, person);
    return { params: { userId: person.id } };
  },
  unlockUser: async (scene) => {
    const { id: userId } = await scene.person();
    await scene.shop.owner.query('UPDATE users SET locked = true WHERE id = $1', [userId]);
    return { params: { userId } };
  },
  endActingForUser: async (scene, who, { params }) => {
    if (personOf(who).role !== 'admin') return {};
    const wish = { reason: 'Asked by telephone' };
    await scene.step(personOf(who), 'POST', `/admin/users/${String(params['userId'])}/act`, wish);
    return {};
  },
  eraseGuest: async (scene) => {
    const email = `guest-${randomUUID()}@example.com`;
    await newOrder(scene, null, email);
    return { body: { email } };
  },
};
