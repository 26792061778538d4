import { etagOf } from '../../common/http/if-match.js';
import type { Role } from './access.types.js';
import type { RoleRow } from './data/roles.repository.js';

/** A row as the rest of the program knows it. */
export function toRole(row: RoleRow): Role {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    description: row.description,
    isActive: row.is_active,
    requiresMfa: row.requires_mfa,
    parentId: row.parent_id,
    permissions: row.permissions,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** One ETag for the role and its rights: whoever changes one has seen the other. */
export function etagOfRole(role: Role): string {
  const { name, description, isActive, requiresMfa, parentId, permissions } = role;
  const table = permissions.map(({ module, r, w, x }) => [module, r, w, x]);
  return etagOf([role.id, name, description, isActive, requiresMfa, parentId, table]);
}
