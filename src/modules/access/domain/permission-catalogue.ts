/** r reads others' rows, w writes them, x runs business actions. */
export type PermissionAction = 'r' | 'w' | 'x';

/** What the three rights mean in one module. */
export interface CataloguedModule {
  readonly module: string;
  readonly r: string;
  readonly w: string;
  readonly x: string;
}

export const PERMISSION_ACTIONS: readonly PermissionAction[] = ['r', 'w', 'x'];

/** Every module that a permission can name, with a sentence for each right in it. */
export const PERMISSION_CATALOGUE = [
  {
    module: 'users',
    r: 'Sees accounts, their sessions and their keys.',
    w: 'Locks and unlocks accounts, gives them roles, ends their sessions, revokes their keys.',
    x: 'Makes an account choose a new password, acts on behalf of a customer.',
  },
  {
    module: 'roles',
    r: 'Sees roles and what they may do.',
    w: 'Makes, changes and deletes roles, within what he may do himself.',
    x: 'Nothing yet.',
  },
  {
    module: 'audit',
    r: 'Searches the record of who changed what.',
    w: 'Nothing: the record cannot be changed.',
    x: 'Has the chain of seals checked.',
  },
  {
    module: 'catalog',
    r: 'Sees categories, brands, collections and products that are not published.',
    w: 'Writes their texts, prices and order.',
    x: 'Publishes and hides, imports and exports.',
  },
  {
    module: 'media',
    r: 'Sees all images and files.',
    w: 'Uploads, describes and deletes them.',
    x: 'Has them processed again.',
  },
  {
    module: 'inventory',
    r: 'Sees stock, reservations and movements.',
    w: 'Corrects stock.',
    x: 'Imports stock and releases reservations.',
  },
  {
    module: 'discounts',
    r: 'Sees discounts and their use.',
    w: 'Makes and changes discounts.',
    x: 'Switches discounts on and off.',
  },
  {
    module: 'shipping',
    r: 'Sees zones, methods and rates that are not offered.',
    w: 'Changes zones, methods and rates.',
    x: 'Marks parcels as sent and received.',
  },
  {
    module: 'taxes',
    r: 'Sees tax rates.',
    w: 'Changes tax rates.',
    x: 'Nothing yet.',
  },
  {
    module: 'orders',
    r: 'Sees the orders of all customers.',
    w: 'Changes addresses and notes of orders.',
    x: 'Cancels, confirms and completes orders.',
  },
  {
    module: 'payments',
    r: 'Sees the payments of all customers.',
    w: 'Changes the ways to pay.',
    x: 'Captures, voids and reconciles payments.',
  },
  {
    module: 'refunds',
    r: 'Sees refunds.',
    w: 'Prepares refunds.',
    x: 'Pays refunds out.',
  },
  {
    module: 'reviews',
    r: 'Sees reviews that are not published.',
    w: 'Edits and answers reviews.',
    x: 'Publishes and hides reviews.',
  },
  {
    module: 'webhooks',
    r: 'Sees the endpoints that are told of events, and the log.',
    w: 'Changes the endpoints.',
    x: 'Sends an event again.',
  },
  {
    module: 'jobs',
    r: 'Sees jobs and their errors.',
    w: 'Changes the times of repeated jobs.',
    x: 'Runs and repeats jobs.',
  },
  {
    module: 'queues',
    r: 'Sees queues, their jobs and their board.',
    w: 'Nothing yet.',
    x: 'Repeats and removes jobs, pauses and resumes queues.',
  },
  {
    module: 'operations',
    r: 'Sees the state of the system: its numbers, alarms and upkeep.',
    w: 'Nothing yet.',
    x: 'Settles alarms, has upkeep done.',
  },
  {
    module: 'reports',
    r: 'Sees reports.',
    w: 'Defines reports.',
    x: 'Has reports and exports made.',
  },
  {
    module: 'settings',
    r: 'Sees the settings of the shop.',
    w: 'Changes the settings of the shop.',
    x: 'Switches the shop on and off.',
  },
] as const satisfies readonly CataloguedModule[];

export type PermissionModule = (typeof PERMISSION_CATALOGUE)[number]['module'];

/** Every module that a permission can name; a route that asks for another one stops the boot. */
export const PERMISSION_MODULES: readonly PermissionModule[] = PERMISSION_CATALOGUE.map(
  ({ module }) => module,
);
