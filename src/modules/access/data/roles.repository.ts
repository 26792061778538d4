import { Injectable } from '@nestjs/common';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { ModuleRights } from '../domain/rights.js';

/** A role with the rights of its own. */
export interface RoleRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly is_active: boolean;
  readonly requires_mfa: boolean;
  readonly parent_id: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly permissions: readonly ModuleRights[];
}

/** What is written of a role; the code is for ever. */
export type RoleValues = Pick<
  RoleRow,
  'name' | 'description' | 'is_active' | 'requires_mfa' | 'parent_id'
>;

const ROLE = `r.id, r.code, r.name, r.description, r.is_active, r.requires_mfa, r.parent_id,
  r.created_at, r.updated_at, coalesce((
    SELECT jsonb_agg(jsonb_build_object('module', p.module, 'r', p.r, 'w', p.w, 'x', p.x) ORDER BY p.module)
      FROM permissions p WHERE p.role_id = r.id AND (p.r OR p.w OR p.x)), '[]') AS permissions`;

const LIST = {
  name: 'roles-list',
  text: `SELECT ${ROLE} FROM user_roles r WHERE $1::text IS NULL OR r.code > $1 ORDER BY r.code LIMIT $2`,
};

const FIND = { name: 'roles-find', text: `SELECT ${ROLE} FROM user_roles r WHERE r.id = $1` };

const INSERT = {
  name: 'roles-insert',
  text: `INSERT INTO user_roles (id, code, name, description, is_active, requires_mfa, parent_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
};

const UPDATE = {
  name: 'roles-update',
  text: `UPDATE user_roles SET name = $2, description = $3, is_active = $4, requires_mfa = $5, parent_id = $6
          WHERE id = $1`,
};

const DELETE = { name: 'roles-delete', text: `DELETE FROM user_roles WHERE id = $1` };

const IS_USED = {
  name: 'roles-is-used',
  text: `SELECT 1 FROM users WHERE role_id = $1
         UNION ALL SELECT 1 FROM user_roles WHERE parent_id = $1 LIMIT 1`,
};

const SET_PERMISSIONS = {
  name: 'roles-set-permissions',
  text: `
    WITH wanted AS (
      SELECT * FROM unnest($2::text[], $3::bool[], $4::bool[], $5::bool[]) AS w (module, r, w, x)
    ), removed AS (
      DELETE FROM permissions p
       WHERE p.role_id = $1 AND NOT EXISTS (SELECT 1 FROM wanted WHERE wanted.module = p.module)
    )
    INSERT INTO permissions AS p (role_id, module, r, w, x)
    SELECT $1, wanted.module, wanted.r, wanted.w, wanted.x FROM wanted
    ON CONFLICT (role_id, module) DO UPDATE SET r = excluded.r, w = excluded.w, x = excluded.x
     WHERE (p.r, p.w, p.x) IS DISTINCT FROM (excluded.r, excluded.w, excluded.x)`,
};

/** Rows of `user_roles` and `permissions`. Writes go through the rules of `RightsService`. */
@Injectable()
export class RolesRepository {
  constructor(private readonly db: Db) {}

  /** By their codes; one row more than asked for when there is a next page. */
  async list(limit: number, afterCode: string | null): Promise<RoleRow[]> {
    return this.db.query<RoleRow>(LIST, [afterCode, limit + 1]);
  }

  async find(tx: Tx | null, id: string): Promise<RoleRow | null> {
    const [row] = await namedQuery<RoleRow>(tx ?? this.db, FIND, [id]);
    return row ?? null;
  }

  async insert(tx: Tx, id: string, code: string, values: RoleValues): Promise<void> {
    const { name, description, is_active, requires_mfa, parent_id } = values;
    const row = [id, code, name, description, is_active, requires_mfa, parent_id];
    await namedQuery(tx, INSERT, row);
  }

  async update(tx: Tx, id: string, values: RoleValues): Promise<void> {
    const { name, description, is_active, requires_mfa, parent_id } = values;
    await namedQuery(tx, UPDATE, [id, name, description, is_active, requires_mfa, parent_id]);
  }

  async delete(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, DELETE, [id]);
  }

  /** Whether somebody has it, deleted accounts included, or a role inherits from it. */
  async isUsed(tx: Tx, id: string): Promise<boolean> {
    return (await namedQuery(tx, IS_USED, [id])).length > 0;
  }

  /** Makes the rights of its own exactly these. */
  async setPermissions(tx: Tx, id: string, table: readonly ModuleRights[]): Promise<void> {
    const lines = table.filter(({ r, w, x }) => r || w || x);
    await namedQuery(tx, SET_PERMISSIONS, [
      id,
      lines.map(({ module }) => module),
      lines.map(({ r }) => r),
      lines.map(({ w }) => w),
      lines.map(({ x }) => x),
    ]);
  }
}
