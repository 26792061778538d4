export { PERMISSION_MODULES, type PermissionModule } from './domain/permission-catalogue.js';
import type { ModuleRights } from './domain/rights.js';

export {
  ALL_RIGHTS,
  covers,
  type ModuleRights,
  permissionName,
  type Rights,
} from './domain/rights.js';

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

/** A role as staff sees it, with the rights of its own. */
export interface Role {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  /** One that is not active has no rights. */
  readonly isActive: boolean;
  /** Its rights count only in sessions that showed a second factor. */
  readonly requiresMfa: boolean;
  /** The role that it inherits from. */
  readonly parentId: string | null;
  readonly permissions: readonly ModuleRights[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What the caller of a request may do. */
export interface OwnPermissions {
  readonly role: string;
  /** The role asks for a second factor that this session has not shown: until then it has no rights. */
  readonly mfaMissing: boolean;
  readonly items: readonly ModuleRights[];
}

/** A key of a machine, without the key. */
export interface ApiKeyView {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly ModuleRights[];
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly lastUsedIp: string | null;
  readonly createdAt: Date;
}
