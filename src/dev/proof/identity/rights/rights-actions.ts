import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { CreateRole } from '../../../../modules/access/use-cases/create-role.js';
import { DeleteRole } from '../../../../modules/access/use-cases/delete-role.js';
import { SetRolePermissions } from '../../../../modules/access/use-cases/set-role-permissions.js';
import { UpdateRole } from '../../../../modules/access/use-cases/update-role.js';
import { tableOf } from '../../../../modules/access/domain/rights.js';
import { LockAccount } from '../../../../modules/auth/staff/use-cases/lock-account.js';
import { ChangeUserRole } from '../../../../modules/users/use-cases/change-user-role.js';
import type { Plan, RightsWorld } from './rights-world.js';

/** Where the use cases come from: a running Nest context. */
export interface UseCases {
  get<T>(token: abstract new (...args: never[]) => T): T;
}

/** One step of somebody. Numbers are places in the lists of people and roles, modulo their length. */
export type Action = {
  readonly by: number;
  readonly withKey: boolean;
  /** Whether the next one starts before this one has ended. */
  readonly overlaps: boolean;
} & (
  | {
      readonly kind: 'create';
      readonly rights: string[];
      readonly parent: number | null;
      readonly isActive: boolean;
    }
  | { readonly kind: 'permit'; readonly role: number; readonly rights: string[] }
  | { readonly kind: 'move'; readonly role: number; readonly parent: number | null }
  | { readonly kind: 'switch'; readonly role: number; readonly isActive: boolean }
  | { readonly kind: 'delete'; readonly role: number }
  | { readonly kind: 'assign'; readonly person: number; readonly role: number }
  | { readonly kind: 'lock'; readonly person: number; readonly locked: boolean }
);

const POOL = ['orders:r', 'orders:x', 'refunds:x', 'catalog:w', 'settings:w', 'users:x'];
const POWERS = ['roles:w', 'users:w'];
const few = fc.subarray([...POOL, ...POWERS], { maxLength: 2 });
/** Those who may change roles and people and hold much: else hardly anything would be accepted. */
const many = fc.subarray(POOL, { minLength: 3 }).map((some) => [...some, ...POWERS]);
const anyRights = fc.oneof({ weight: 2, arbitrary: few }, { weight: 1, arbitrary: many });
const place = fc.nat(11);
const somePlace = fc.option(place, { freq: 2 });
const mostly = fc.integer({ min: 0, max: 4 }).map((n) => n > 0);
const seldom = fc.integer({ min: 0, max: 6 }).map((n) => n === 0);

const role = fc.record({ rights: anyRights, parent: somePlace, isActive: mostly });
const strongRole = fc.record({
  rights: many,
  parent: fc.constant(null),
  isActive: fc.constant(true),
});

/** Roles with parents, some switched off, and the staff that has them; most have the first and strongest. */
export const plans: fc.Arbitrary<Plan> = fc.record({
  roles: fc
    .tuple(strongRole, fc.array(role, { minLength: 3, maxLength: 6 }))
    .map(([strong, others]) => [strong, ...others]),
  people: fc.array(
    fc.record({
      role: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: place }),
      locked: seldom,
      scopes: fc.option(many, { freq: 1 }),
    }),
    { minLength: 2, maxLength: 4 },
  ),
});

const common = { by: place, withKey: seldom, overlaps: seldom };

/** What they try, one after the other, sometimes two at once. */
export const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    fc.record({
      ...common,
      kind: fc.constant('create' as const),
      rights: anyRights,
      parent: somePlace,
      isActive: mostly,
    }),
    fc.record({
      ...common,
      kind: fc.constant('permit' as const),
      role: place,
      rights: anyRights,
    }),
    fc.record({ ...common, kind: fc.constant('move' as const), role: place, parent: somePlace }),
    fc.record({ ...common, kind: fc.constant('switch' as const), role: place, isActive: mostly }),
    fc.record({ ...common, kind: fc.constant('delete' as const), role: place }),
    fc.record({ ...common, kind: fc.constant('assign' as const), person: place, role: place }),
    fc.record({
      ...common,
      kind: fc.constant('lock' as const),
      person: place,
      locked: fc.boolean(),
    }),
  ),
  { minLength: 4, maxLength: 16 },
);

/** Does one through the use case that the route of it calls. @throws what that refuses with */
export async function perform(action: Action, world: RightsWorld, use: UseCases): Promise<void> {
  const ctx = world.contextOf(action.by, action.withKey);
  switch (action.kind) {
    case 'create': {
      const code = `rights-made-${randomUUID().slice(0, 8)}`;
      const role = await use.get(CreateRole).execute(ctx, {
        code,
        name: code,
        description: null,
        isActive: action.isActive,
        requiresMfa: false,
        parentId: action.parent === null ? null : world.roleOf(action.parent),
        permissions: tableOf(new Set(action.rights)),
      });
      world.roles.push(role.id);
      return;
    }
    case 'permit': {
      const table = tableOf(new Set(action.rights));
      return use.get(SetRolePermissions).execute(ctx, world.roleOf(action.role), table, null);
    }
    case 'move': {
      const parentId = action.parent === null ? null : world.roleOf(action.parent);
      await use.get(UpdateRole).execute(ctx, world.roleOf(action.role), { parentId }, null);
      return;
    }
    case 'switch': {
      const { isActive } = action;
      await use.get(UpdateRole).execute(ctx, world.roleOf(action.role), { isActive }, null);
      return;
    }
    case 'delete':
      return use.get(DeleteRole).execute(ctx, world.roleOf(action.role), null);
    case 'assign': {
      const person = world.personOf(action.person);
      return use.get(ChangeUserRole).execute(ctx, person, world.roleOf(action.role), null);
    }
    case 'lock': {
      const person = world.personOf(action.person);
      return use.get(LockAccount).execute(ctx, person, action.locked, null);
    }
  }
}
