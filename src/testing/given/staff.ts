import { randomBytes } from 'node:crypto';
import { newApiKey } from '../../modules/access/domain/api-key-token.js';
import type { TestBase } from '../test-base.js';
import { type GivenUser, usersGiven } from './users.js';

/** Rights by module, each a text of `r`, `w` and `x`: `{ orders: 'rx', users: 'r' }`. */
export type GivenRights = Readonly<Record<string, string>>;

/** A role as inserted. */
export interface GivenRole {
  readonly id: string;
  readonly code: string;
}

/** Somebody with a role of his own. */
export interface GivenStaff extends GivenUser {
  readonly roleId: string;
  readonly roleCode: string;
}

/** What may differ from an active role without rights. */
export interface RoleWish {
  readonly code?: string;
  readonly rights?: GivenRights;
  readonly parentId?: string;
  readonly isActive?: boolean;
  readonly requiresMfa?: boolean;
}

/** What may differ from a key that is good for a day. */
export interface ApiKeyWish {
  readonly expiresAt?: Date;
  readonly revoked?: boolean;
  readonly mfa?: boolean;
}

/** Roles, staff and machines: `given.staff({ orders: 'rx' })`, `given.apiKey(staff, { orders: 'r' })`. */
export function staffGiven(t: TestBase) {
  const { userOfRole } = usersGiven(t);

  const role = async (wish: RoleWish = {}): Promise<GivenRole> => {
    const code = wish.code ?? `role-${randomBytes(5).toString('hex')}`;
    const { rows } = await t.owner.query<{ id: string }>(
      `INSERT INTO user_roles (code, name, parent_id, is_active, requires_mfa)
       VALUES ($1, $1, $2, $3, $4) RETURNING id`,
      [code, wish.parentId ?? null, wish.isActive ?? true, wish.requiresMfa ?? false],
    );
    const id = rows[0]?.id ?? '';
    await setRights(t, id, wish.rights ?? {});
    return { id, code };
  };

  const staff = async (
    rights: GivenRights,
    wish: Omit<RoleWish, 'rights'> = {},
  ): Promise<GivenStaff> => {
    const { id: roleId, code: roleCode } = await role({ ...wish, rights });
    return { ...(await userOfRole(roleCode)), roleId, roleCode };
  };

  return {
    role,
    /** Somebody with these rights and no others, in a role of his own. */
    staff,
    /** Makes the rights of a role's own exactly these. */
    setRights: (roleId: string, rights: GivenRights) => setRights(t, roleId, rights),
    /** A key of somebody's; `token` goes where an access token goes. */
    apiKey: (owner: { readonly id: string }, rights: GivenRights, wish: ApiKeyWish = {}) =>
      insertApiKey(t, owner.id, rights, wish),
  };
}

async function setRights(t: TestBase, roleId: string, rights: GivenRights): Promise<void> {
  const modules = Object.keys(rights);
  await t.owner.query('DELETE FROM permissions WHERE role_id = $1', [roleId]);
  await t.owner.query(
    `INSERT INTO permissions (role_id, module, r, w, x)
     SELECT $1, m, strpos(a, 'r') > 0, strpos(a, 'w') > 0, strpos(a, 'x') > 0
       FROM unnest($2::text[], $3::text[]) AS given (m, a)`,
    [roleId, modules, modules.map((module) => rights[module])],
  );
}

async function insertApiKey(
  t: TestBase,
  userId: string,
  rights: GivenRights,
  wish: ApiKeyWish,
): Promise<{ readonly id: string; readonly token: string }> {
  const { token, prefix, hash } = newApiKey();
  const scopes = Object.entries(rights).flatMap(([module, actions]) =>
    [...actions].map((action) => `${module}:${action}`),
  );
  const { rows } = await t.owner.query<{ id: string }>(
    `INSERT INTO api_keys (user_id, name, prefix, key_hash, scopes, expires_at, revoked_at, mfa_at)
     VALUES ($1, 'Given', $2, $3, $4, $5, $6, $7) RETURNING id`,
    [
      userId,
      prefix,
      hash,
      scopes,
      wish.expiresAt ?? new Date(Date.now() + 86_400_000),
      wish.revoked === true ? new Date() : null,
      wish.mfa === true ? new Date() : null,
    ],
  );
  return { id: rows[0]?.id ?? '', token };
}
