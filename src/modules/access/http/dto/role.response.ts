import type { ModuleRights, Role } from '../../access.types.js';
import { PermissionResponse, toPermissionResponses } from './permission.response.js';

/** A role. */
export class RoleResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  readonly id: string;

  /** @example "moderator" */
  readonly code: string;

  /** @example "Moderator" */
  readonly name: string;

  /** @example 'Content management access' */
  readonly description: string | null;

  /** A role that is not active has no rights. */
  readonly isActive: boolean;

  /** Its rights count only in sessions that showed a second factor. */
  readonly requiresMfa: boolean;

  /** The role that it inherits from. */
  readonly parentId: string | null;

  readonly createdAt: string;

  readonly updatedAt: string;
}

/** What a role may do. */
export class RolePermissionsResponse {
  /** Rights of its own. */
  readonly permissions: PermissionResponse[];

  /** With those that it inherits; empty while it is not active. */
  readonly effective: PermissionResponse[];
}

/** Renders a role. */
export function toRoleResponse(role: Role): RoleResponse {
  return {
    id: role.id,
    code: role.code,
    name: role.name,
    description: role.description,
    isActive: role.isActive,
    requiresMfa: role.requiresMfa,
    parentId: role.parentId,
    createdAt: role.createdAt.toISOString(),
    updatedAt: role.updatedAt.toISOString(),
  };
}

/** Renders the rights of a role. */
export function toRolePermissionsResponse(
  role: Role,
  effective: readonly ModuleRights[],
): RolePermissionsResponse {
  return {
    permissions: toPermissionResponses(role.permissions),
    effective: toPermissionResponses(effective),
  };
}
