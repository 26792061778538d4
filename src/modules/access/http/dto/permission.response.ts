import type { ModuleRights, OwnPermissions } from '../../access.types.js';
import type { CataloguedModule } from '../../domain/permission-catalogue.js';

/** Rights on others' rows in one module. */
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

  /**
   * The role asks for a second factor, and this session, or the one that made this key, has not shown
   * one: until then the list is empty.
   */
  readonly mfaMissing: boolean;

  /** Rights on others' rows; one's own rows need none, so a customer's list is empty. */
  readonly items: PermissionResponse[];
}

/** What the three rights mean in one module. */
export class CatalogueEntryResponse {
  /** @example "orders" */
  readonly module: string;

  /** @example 'Sees the orders of all customers.' */
  readonly r: string;

  /** @example 'Changes addresses and notes of orders.' */
  readonly w: string;

  /** @example 'Cancels, confirms and completes orders.' */
  readonly x: string;
}

/** Every module in which there are rights. */
export class CatalogueResponse {
  readonly items: CatalogueEntryResponse[];
}

/** Renders a table of rights. */
export function toPermissionResponses(table: readonly ModuleRights[]): PermissionResponse[] {
  return table.map(({ module, r, w, x }) => ({ module, r, w, x }));
}

/** Renders what a caller may do. */
export function toPermissionsResponse(own: OwnPermissions): PermissionsResponse {
  const { role, mfaMissing, items } = own;
  return { role, mfaMissing, items: toPermissionResponses(items) };
}

/** Renders the catalogue. */
export function toCatalogueResponse(modules: readonly CataloguedModule[]): CatalogueResponse {
  return { items: modules.map(({ module, r, w, x }) => ({ module, r, w, x })) };
}
