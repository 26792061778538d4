import { Injectable } from '@nestjs/common';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { RoleGraph } from '../domain/role-graph.js';

/** Who calls, as far as his rights go. */
export interface ActorRow {
  readonly role_id: string;
  /** Of the key he calls with; null when he is there in person. */
  readonly scopes: readonly string[] | null;
}

/** To whom something is to be done. */
export interface TargetRow {
  readonly id: string;
  readonly role_id: string;
  readonly locked: boolean;
}

interface GraphRow {
  id: string;
  code: string;
  parent_id: string | null;
  is_active: boolean;
  requires_mfa: boolean;
  rights: string[];
}

// One lock for all changes of who may do what: they are rare, and each of them is judged by all roles
// and all administrators, so that none may change between the judgement and the commit.
const LOCK = {
  name: 'rights-lock',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('access.rights', 0))`,
};

const LOAD_GRAPH = {
  name: 'rights-load-graph',
  text: `
    SELECT r.id, r.code, r.parent_id, r.is_active, r.requires_mfa, ARRAY(
             SELECT p.module || ':' || a.action
               FROM permissions p, LATERAL (VALUES ('r', p.r), ('w', p.w), ('x', p.x)) AS a (action, given)
              WHERE p.role_id = r.id AND a.given) AS rights
      FROM user_roles r`,
};

// Reads the table of users from this leaf on purpose: rights hang on it.
const FIND_ACTOR = {
  name: 'rights-find-actor',
  text: `
    SELECT u.role_id, k.scopes
      FROM users u LEFT JOIN api_keys k
        ON k.id = $2 AND k.user_id = u.id AND k.revoked_at IS NULL AND k.expires_at > now()
     WHERE u.id = $1 AND NOT u.locked AND u.deleted_at IS NULL AND ($2::uuid IS NULL OR k.id IS NOT NULL)`,
};

const LOCK_TARGET = {
  name: 'rights-lock-target',
  text: `SELECT id, role_id, locked FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE`,
};

const HAS_ONE_OF = {
  name: 'rights-has-one-of',
  text: `SELECT 1 FROM users WHERE role_id = ANY ($1) AND NOT locked AND deleted_at IS NULL LIMIT 1`,
};

/** What decides about rights, read under one lock. */
@Injectable()
export class RightsRepository {
  constructor(private readonly db: Db) {}

  /** Waits until nobody else changes rights, and keeps others waiting until the commit. */
  async lock(tx: Tx): Promise<void> {
    await namedQuery(tx, LOCK);
  }

  /** All roles with the rights of their own; there are tens of them, never thousands. */
  async loadGraph(tx: Tx | null): Promise<RoleGraph> {
    const rows = await namedQuery<GraphRow>(tx ?? this.db, LOAD_GRAPH);
    return new RoleGraph(
      rows.map((row) => ({
        id: row.id,
        code: row.code,
        parentId: row.parent_id,
        isActive: row.is_active,
        requiresMfa: row.requires_mfa,
        rights: new Set(row.rights),
      })),
    );
  }

  /** @returns null when the account was locked or deleted, or the key ended, since the request came. */
  async findActor(tx: Tx, userId: string, apiKeyId: string | null): Promise<ActorRow | null> {
    const [row] = await namedQuery<ActorRow>(tx, FIND_ACTOR, [userId, apiKeyId]);
    return row ?? null;
  }

  async lockTarget(tx: Tx, userId: string): Promise<TargetRow | null> {
    const [row] = await namedQuery<TargetRow>(tx, LOCK_TARGET, [userId]);
    return row ?? null;
  }

  /** Whether anybody who is not locked has one of these roles. */
  async hasOneOf(tx: Tx, roleIds: readonly string[]): Promise<boolean> {
    return (await namedQuery(tx, HAS_ONE_OF, [roleIds])).length > 0;
  }
}
