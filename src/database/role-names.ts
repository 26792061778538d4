/** The three accounts of the shop; see `roles.ts` for what each may do. */
export const ROLES = {
  owner: 'eshop_owner',
  app: 'eshop_app',
  reader: 'eshop_reader',
} as const;

export type RoleKey = keyof typeof ROLES;
