import type { ApiKeyView } from '../../access.types.js';
import { PermissionResponse, toPermissionResponses } from './permission.response.js';

/** A key of a machine, without the key. */
export class ApiKeyResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  readonly id: string;

  /** @example 'Stock sync' */
  readonly name: string;

  /**
   * The beginning of the key, after `eshop_`.
   * @example "4f1f3a11c0de"
   */
  readonly prefix: string;

  /** What it was made for; of that it may do what its owner may do. */
  readonly permissions: PermissionResponse[];

  readonly expiresAt: string;

  readonly revokedAt: string | null;

  /** To the minute. */
  readonly lastUsedAt: string | null;

  /** @example '203.0.113.7' */
  readonly lastUsedIp: string | null;

  readonly createdAt: string;
}

/** A new key, shown this once. */
export class CreatedApiKeyResponse extends ApiKeyResponse {
  /** For the header `Authorization: Bearer …`. It is stored nowhere: keep it now. */
  readonly key: string;
}

/** Renders a key for its owner or for staff. */
export function toApiKeyResponse(key: ApiKeyView): ApiKeyResponse {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    permissions: toPermissionResponses(key.scopes),
    expiresAt: key.expiresAt.toISOString(),
    revokedAt: key.revokedAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    lastUsedIp: key.lastUsedIp,
    createdAt: key.createdAt.toISOString(),
  };
}
