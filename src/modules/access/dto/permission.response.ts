import type { EffectivePermission } from '../access.types.js';

/** What the caller's role may do in one module. */
export class PermissionResponse {
  /** @example "orders" */
  readonly module: string;

  /** May read others' rows. */
  readonly r: boolean;

  /** May write others' rows. */
  readonly w: boolean;

  /** May run business actions: cancel, refund, publish, replay a job. */
  readonly x: boolean;
}

/** The caller's rights. */
export class PermissionsResponse {
  /**
   * Code of the role.
   * @example "moderator"
   */
  readonly role: string;

  /** Rights on others' rows; one's own rows need none, so a customer's list is empty. */
  readonly items: PermissionResponse[];
}

/** Renders the rights of a role. */
export function toPermissionsResponse(
  role: string,
  permissions: readonly EffectivePermission[],
): PermissionsResponse {
  return { role, items: permissions.map(({ module, r, w, x }) => ({ module, r, w, x })) };
}
