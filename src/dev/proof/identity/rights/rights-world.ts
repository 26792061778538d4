import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { RequestContext } from '../../../../common/request-context.js';

/** A role as it is made up; `parent` is the place of an earlier one in the list. */
export interface PlannedRole {
  readonly rights: readonly string[];
  readonly parent: number | null;
  readonly isActive: boolean;
}

/** A member of staff as he is made up; `scopes` are those of a key of his, if he has one. */
export interface PlannedPerson {
  readonly role: number;
  readonly locked: boolean;
  readonly scopes: readonly string[] | null;
}

/** Who is there at the beginning. */
export interface Plan {
  readonly roles: readonly PlannedRole[];
  readonly people: readonly PlannedPerson[];
}

const PERSON = 'rights-person-';
const ADMINISTRATOR = 'rights-administrator';

const CLEAR = [
  `DELETE FROM users WHERE username LIKE '${PERSON}%' OR username = '${ADMINISTRATOR}'`,
  // The shop's own roles are within reach too, the one without rights most of all.
  `UPDATE user_roles SET parent_id = NULL, is_active = true
    WHERE code LIKE 'rights-%' OR code IN ('user', 'moderator')`,
  `DELETE FROM permissions WHERE role_id = (SELECT id FROM user_roles WHERE code = 'user')`,
  `DELETE FROM user_roles WHERE code LIKE 'rights-%'`,
];

// Written anew, not taken from the program: it is what the program is judged by.
const HELD = `
  WITH RECURSIVE line AS (
    SELECT r.id, r.parent_id FROM users u JOIN user_roles r ON r.id = u.role_id
     WHERE u.username LIKE '${PERSON}%' AND NOT u.locked AND u.deleted_at IS NULL AND r.is_active
    UNION
    SELECT r.id, r.parent_id FROM user_roles r JOIN line ON r.id = line.parent_id WHERE r.is_active
  )
  SELECT DISTINCT p.module || ':' || a.action AS name
    FROM line JOIN permissions p ON p.role_id = line.id
    CROSS JOIN LATERAL (VALUES ('r', p.r), ('w', p.w), ('x', p.x)) AS a (action, given)
   WHERE a.given`;

/** Roles and staff in a real database, made up anew for each run. */
export class RightsWorld {
  readonly people: string[] = [];
  readonly roles: string[] = [];
  private readonly keys: (string | null)[] = [];

  /** @param owner the account that may write every table */
  constructor(private readonly owner: Pool) {}

  /** Forgets the last run and makes these people; one administrator stands by and does nothing. */
  async reset(plan: Plan): Promise<void> {
    for (const statement of CLEAR) await this.owner.query(statement);
    this.people.length = 0;
    this.keys.length = 0;
    this.roles.length = 0;
    for (const [index, role] of plan.roles.entries()) await this.addRole(index, role);
    for (const [index, person] of plan.people.entries()) await this.addPerson(index, person);
    const { rows } = await this.owner.query<{ code: string; id: string }>(
      `SELECT code, id FROM user_roles WHERE code IN ('admin', 'moderator', 'user') ORDER BY code`,
    );
    for (const { id } of rows) this.roles.push(id);
    this.people.push(await this.insertPerson(ADMINISTRATOR, rows[0]?.id ?? '', false));
    this.keys.push(null);
  }

  /** What the people, taken together, may do now. */
  async heldRights(): Promise<Set<string>> {
    const { rows } = await this.owner.query<{ name: string }>(HELD);
    return new Set(rows.map(({ name }) => name));
  }

  /** The context of a request of one of the people, with his key if he has one and it is asked for. */
  contextOf(person: number, withKey: boolean): RequestContext {
    // The last one is the administrator: he does nothing.
    const index = person % (this.people.length - 1);
    return {
      actorId: at(this.people, index),
      requestId: `rights-${randomUUID()}`,
      scope: 'all',
      apiKeyId: withKey ? (this.keys[index] ?? undefined) : undefined,
    };
  }

  /** A person, the administrator among them. */
  personOf(index: number): string {
    return at(this.people, index);
  }

  /** A role: one made up, one that came since, or one of the shop's own. */
  roleOf(index: number): string {
    return at(this.roles, index);
  }

  private async addRole(index: number, role: PlannedRole): Promise<void> {
    const parentId =
      role.parent === null || index === 0 ? null : at(this.roles, role.parent % index);
    const { rows } = await this.owner.query<{ id: string }>(
      `INSERT INTO user_roles (code, name, parent_id, is_active) VALUES ($1, $1, $2, $3) RETURNING id`,
      [`rights-planned-${index}`, parentId, role.isActive],
    );
    const id = rows[0]?.id ?? '';
    await this.owner.query(
      `INSERT INTO permissions (role_id, module, r, w, x)
       SELECT $1, split_part(n, ':', 1), bool_or(n LIKE '%:r'), bool_or(n LIKE '%:w'), bool_or(n LIKE '%:x')
         FROM unnest($2::text[]) AS n GROUP BY 2`,
      [id, role.rights],
    );
    this.roles.push(id);
  }

  private async addPerson(index: number, person: PlannedPerson): Promise<void> {
    const roleId = at(this.roles, person.role);
    const id = await this.insertPerson(`${PERSON}${index}`, roleId, person.locked);
    this.people.push(id);
    this.keys.push(person.scopes === null ? null : await this.insertKey(id, person.scopes));
  }

  private async insertPerson(username: string, roleId: string, locked: boolean): Promise<string> {
    const { rows } = await this.owner.query<{ id: string }>(
      `INSERT INTO users (role_id, username, email, phone_number, first_name, last_name, hashed_password, locked)
       VALUES ($1, $2::text, $2::text || '@example.com', '+12025550100', 'R', 'P', '!', $3) RETURNING id`,
      [roleId, username, locked],
    );
    return rows[0]?.id ?? '';
  }

  private async insertKey(userId: string, scopes: readonly string[]): Promise<string> {
    const { rows } = await this.owner.query<{ id: string }>(
      `INSERT INTO api_keys (user_id, name, prefix, key_hash, scopes, expires_at)
       VALUES ($1, 'rights', 'rights', $2, $3, now() + interval '1 day') RETURNING id`,
      [userId, randomUUID(), scopes],
    );
    return rows[0]?.id ?? '';
  }
}

function at(list: readonly string[], index: number): string {
  return list[index % list.length] ?? '';
}
