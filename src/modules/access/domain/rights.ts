import {
  PERMISSION_ACTIONS,
  PERMISSION_MODULES,
  type PermissionAction,
} from './permission-catalogue.js';

/** What somebody may do: permissions by their names, `orders:x`. */
export type Rights = ReadonlySet<string>;

/** The same in the form of a table: a line for each module in which there is any. */
export interface ModuleRights {
  readonly module: string;
  readonly r: boolean;
  readonly w: boolean;
  readonly x: boolean;
}

/** A permission as it is named in refusals and documents: `orders:x`. */
export function permissionName(module: string, action: PermissionAction): string {
  return `${module}:${action}`;
}

/** Every permission there is; whoever holds them all is an administrator. */
export const ALL_RIGHTS: Rights = new Set(
  PERMISSION_MODULES.flatMap((module) =>
    PERMISSION_ACTIONS.map((action) => permissionName(module, action)),
  ),
);

/** What of the second the first does not hold, sorted. */
export function lacking(holder: Rights, wanted: Rights): string[] {
  return [...wanted].filter((permission) => !holder.has(permission)).sort();
}

/** Whether the first may do all that the second may. */
export function covers(holder: Rights, wanted: Rights): boolean {
  return lacking(holder, wanted).length === 0;
}

export function unionOf(...all: readonly Rights[]): Rights {
  return new Set(all.flatMap((rights) => [...rights]));
}

export function commonOf(a: Rights, b: Rights): Rights {
  return new Set([...a].filter((permission) => b.has(permission)));
}

/** The names that are set in a table, `['orders:r', 'orders:x']`. */
export function rightsOf(table: readonly ModuleRights[]): Rights {
  return new Set(
    table.flatMap((line) =>
      PERMISSION_ACTIONS.filter((action) => line[action]).map((action) =>
        permissionName(line.module, action),
      ),
    ),
  );
}

/** The table of a set, in the order of the catalogue. */
export function tableOf(rights: Rights): ModuleRights[] {
  return PERMISSION_MODULES.map((module) => ({
    module,
    r: rights.has(permissionName(module, 'r')),
    w: rights.has(permissionName(module, 'w')),
    x: rights.has(permissionName(module, 'x')),
  })).filter(({ r, w, x }) => r || w || x);
}
