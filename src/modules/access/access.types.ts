import type { PermissionAction } from '../../common/http/access.decorators.js';

/** Every module that a permission can name; a route that asks for another one stops the boot. */
export const PERMISSION_MODULES = [
  'users',
  'roles',
  'audit',
  'catalog',
  'media',
  'inventory',
  'discounts',
  'shipping',
  'taxes',
  'orders',
  'payments',
  'refunds',
  'reviews',
  'webhooks',
  'jobs',
  'queues',
  'reports',
  'settings',
] as const;

export type PermissionModule = (typeof PERMISSION_MODULES)[number];

/** What a role may do in one module, its ancestors' rights included. */
export interface EffectivePermission {
  readonly module: string;
  readonly r: boolean;
  readonly w: boolean;
  readonly x: boolean;
}

/** A permission as it is named in refusals and documents: `orders:x`. */
export function permissionName(module: string, action: PermissionAction): string {
  return `${module}:${action}`;
}

/** For whom a token is issued. */
export interface TokenSubject {
  readonly userId: string;
  /** The family of the refresh token: stays the same while tokens rotate. */
  readonly sessionId: string;
  /** `users.session_version` when it was issued. */
  readonly sessionVersion: number;
  /** Seconds since 1970 by the database's clock, the one that `password_changed_at` is set by. */
  readonly issuedAt: number;
}
