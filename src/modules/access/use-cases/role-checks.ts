import type { Tx } from '../../../database/unit-of-work.js';
import { UnknownModule, UnknownRole } from '../access.errors.js';
import type { RolesRepository } from '../data/roles.repository.js';
import { PERMISSION_MODULES } from '../domain/permission-catalogue.js';
import type { ModuleRights } from '../domain/rights.js';

/** @throws UnknownModule pointing at each line that names one */
export function assertKnownModules(table: readonly ModuleRights[]): void {
  const known = new Set<string>(PERMISSION_MODULES);
  const errors = table.flatMap(({ module }, index) =>
    known.has(module)
      ? []
      : [{ pointer: `/permissions/${index}/module`, code: 'unknown', detail: 'No such module' }],
  );
  if (errors.length > 0) throw new UnknownModule(undefined, undefined, errors);
}

/** @throws UnknownRole for a parent that there is not */
export async function assertKnownParent(
  roles: RolesRepository,
  tx: Tx,
  parentId: string | null,
): Promise<void> {
  if (parentId !== null && !(await roles.find(tx, parentId))) throw new UnknownRole();
}
