// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  AcceptedResponse,
  ActRequest,
  ActingResponse,
  ApiKeyResponse,
  CatalogueResponse,
  ChangeGroupMembersRequest,
  ChangeRoleRequest,
  ChangedMembersResponse,
  CreateCustomerGroupRequest,
  CreateRoleRequest,
  CustomerGroupResponse,
  EraseGuestRequest,
  ErasureResponse,
  ErasuresResponse,
  GroupMemberResponse,
  PermissionsRequest,
  PersonLineResponse,
  PersonResponse,
  RolePermissionsResponse,
  RoleResponse,
  SessionResponse,
  UpdateCustomerGroupRequest,
  UpdateRoleRequest,
} from './types.js';

/** Query of {@link PeopleAdministration.listCustomerGroups}. */
export interface ListCustomerGroupsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PeopleAdministration.getCustomerGroup}. */
export interface GetCustomerGroupQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PeopleAdministration.listGroupMembers}. */
export interface ListGroupMembersQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PeopleAdministration.listErasures}. */
export interface ListErasuresQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PeopleAdministration.listPermissions}. */
export interface ListPermissionsQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PeopleAdministration.listRoles}. */
export interface ListRolesQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PeopleAdministration.getRole}. */
export interface GetRoleQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PeopleAdministration.getRolePermissions}. */
export interface GetRolePermissionsQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PeopleAdministration.listUsers}. */
export interface ListUsersQuery {
  /** Newest first when left out */
  sort?: "createdAt" | "-createdAt" | "email" | "-email" | undefined;
  /**
   * The beginning of an e-mail address, a user name, a first or a last name; two characters at least.
   * @minLength 2
   * @maxLength 100
   * @example "ali"
   */
  q?: string | undefined;
  /**
   * Code of the role.
   * @pattern ^[a-z][a-z0-9_-]{1,49}$
   * @example "user"
   */
  role?: string | undefined;
  /** Only accounts that are (or are not) locked */
  locked?: boolean | undefined;
  /** Whether the e-mail address is proven. */
  verified?: boolean | undefined;
  /**
   * Registered then or later.
   * @format date-time
   * @example "2024-01-01T00:00:00Z"
   */
  createdFrom?: string | undefined;
  /**
   * Registered before.
   * @format date-time
   */
  createdTo?: string | undefined;
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PeopleAdministration.getUser}. */
export interface GetUserQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PeopleAdministration.listUserApiKeys}. */
export interface ListUserApiKeysQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link PeopleAdministration.listUserSessions}. */
export interface ListUserSessionsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** People administration. */
export class PeopleAdministration {
  constructor(private readonly connection: Connection) {}

  /**
   * Groups of customers
   *
   * The oldest first.
   *
   * Takes If-None-Match.
   */
  listCustomerGroups(query?: ListCustomerGroupsQuery, options?: CallOptions): PagedCall<{
      items: CustomerGroupResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/customer-groups', query }, options);
  }

  /**
   * Make a group of customers
   *
   * Nobody is in it.
   *
   * Takes Prefer.
   */
  createCustomerGroup(body: CreateCustomerGroupRequest, options?: CallOptions): Call<CustomerGroupResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/customer-groups', body }, options);
  }

  /**
   * One group of customers
   *
   * Who is in it has a route of its own.
   *
   * Takes If-None-Match.
   */
  getCustomerGroup(customerGroupId: string, query?: GetCustomerGroupQuery, options?: CallOptions): Call<CustomerGroupResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/customer-groups/${part(customerGroupId)}`, query }, options);
  }

  /**
   * Rename a group of customers
   *
   * What is left out stays.
   *
   * Takes If-Match, Prefer.
   */
  updateCustomerGroup(customerGroupId: string, body?: UpdateCustomerGroupRequest, options?: CallOptions): Call<CustomerGroupResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/customer-groups/${part(customerGroupId)}`, body }, options);
  }

  /**
   * Delete a group of customers
   *
   * Refused while a price list or a discount is made for it.
   *
   * Takes If-Match.
   */
  deleteCustomerGroup(customerGroupId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/customer-groups/${part(customerGroupId)}` }, options);
  }

  /**
   * Who is in a group of customers
   *
   * Whoever came first is first.
   *
   * Takes If-None-Match.
   */
  listGroupMembers(customerGroupId: string, query?: ListGroupMembersQuery, options?: CallOptions): PagedCall<{
      items: GroupMemberResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/customer-groups/${part(customerGroupId)}/members`, query }, options);
  }

  /**
   * Put customers into a group and take others out
   *
   * At most 500 each. The answer says for each what became of him; who is already there, or already gone, is no error.
   */
  changeGroupMembers(customerGroupId: string, body?: ChangeGroupMembersRequest, options?: CallOptions): Call<ChangedMembersResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/customer-groups/${part(customerGroupId)}/members`, body }, options);
  }

  /**
   * Erasures that are not done
   *
   * Those that wait for orders on their way among them, oldest first.
   *
   * Takes If-None-Match.
   */
  listErasures(query?: ListErasuresQuery, options?: CallOptions): Call<ErasuresResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/erasures', query }, options);
  }

  /**
   * Erase a guest
   *
   * By the e-mail address of the orders, which are kept without it.
   */
  eraseGuest(body: EraseGuestRequest, options?: CallOptions): Call<ErasureResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/erasures', body }, options);
  }

  /**
   * All permissions
   *
   * The modules, and what reading, writing and running means in each.
   *
   * Takes If-None-Match.
   */
  listPermissions(query?: ListPermissionsQuery, options?: CallOptions): Call<CatalogueResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/permissions', query }, options);
  }

  /**
   * Roles
   *
   * By their codes.
   *
   * Takes If-None-Match.
   */
  listRoles(query?: ListRolesQuery, options?: CallOptions): PagedCall<{
      items: RoleResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/roles', query }, options);
  }

  /**
   * Make a role
   *
   * It may do, by itself and by what it inherits, no more than you.
   *
   * Takes Prefer.
   */
  createRole(body: CreateRoleRequest, options?: CallOptions): Call<RoleResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/roles', body }, options);
  }

  /**
   * A role
   *
   * Take the id from the list. The ETag covers its rights as well.
   *
   * Takes If-None-Match.
   */
  getRole(roleId: string, query?: GetRoleQuery, options?: CallOptions): Call<RoleResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/roles/${part(roleId)}`, query }, options);
  }

  /**
   * Change a role
   *
   * Switch it on or off, move it below another parent, rename it. You must hold all that it, and those who inherit from it, may do before and after.
   *
   * Takes If-Match, Prefer.
   */
  updateRole(roleId: string, body?: UpdateRoleRequest, options?: CallOptions): Call<RoleResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/roles/${part(roleId)}`, body }, options);
  }

  /**
   * Delete a role
   *
   * Only one that nobody has and from which none inherits.
   *
   * Takes If-Match.
   */
  deleteRole(roleId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/roles/${part(roleId)}` }, options);
  }

  /**
   * Rights of a role
   *
   * Its own, and with those that it inherits. The ETag is the one of the role.
   *
   * Takes If-None-Match.
   */
  getRolePermissions(roleId: string, query?: GetRolePermissionsQuery, options?: CallOptions): Call<RolePermissionsResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/roles/${part(roleId)}/permissions`, query }, options);
  }

  /**
   * Set the rights of a role
   *
   * All of its own at once. You must hold all that it, and those who inherit from it, may do before and after; one's own role is changed by somebody else.
   *
   * Takes If-Match, Prefer.
   */
  setRolePermissions(roleId: string, body: PermissionsRequest, options?: CallOptions): Call<RolePermissionsResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/roles/${part(roleId)}/permissions`, body }, options);
  }

  /**
   * People
   *
   * All filters together; deleted accounts are not among them.
   *
   * Takes If-None-Match.
   */
  listUsers(query?: ListUsersQuery, options?: CallOptions): PagedCall<{
      items: PersonLineResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/users', query }, options);
  }

  /**
   * An account
   *
   * Take the id from the list.
   *
   * Takes If-None-Match.
   */
  getUser(userId: string, query?: GetUserQuery, options?: CallOptions): Call<PersonResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/users/${part(userId)}`, query }, options);
  }

  /**
   * Act on behalf of a customer
   *
   * For 15 minutes, as long as your own session lasts, and never with what the account is opened with. The customer sees it in his sessions; the audit log names both.
   */
  actForUser(userId: string, body: ActRequest, options?: CallOptions): Call<ActingResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/users/${part(userId)}/act`, body }, options);
  }

  /**
   * Stop acting on behalf of a customer
   *
   * Logging out with the token one acts with does the same.
   */
  endActingForUser(userId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/users/${part(userId)}/act/end` }, options);
  }

  /**
   * API keys of a person
   *
   * Newest first, those that are over too; empty where there is no such person.
   *
   * Takes If-None-Match.
   */
  listUserApiKeys(userId: string, query?: ListUserApiKeysQuery, options?: CallOptions): PagedCall<{
      items: ApiKeyResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/users/${part(userId)}/api-keys`, query }, options);
  }

  /**
   * Revoke a person's API key
   *
   * At once. Your own are under `/me/api-keys`.
   */
  revokeUserApiKey(userId: string, keyId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/users/${part(userId)}/api-keys/${part(keyId)}` }, options);
  }

  /**
   * Erase a person
   *
   * Closes the account at once; a worker erases what is stored about the person everywhere. Orders and sums stay. There is no way back.
   */
  eraseUser(userId: string, options?: CallOptions): Call<ErasureResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/users/${part(userId)}/erase` }, options);
  }

  /**
   * Lock an account
   *
   * Ends its sessions at once; nobody gets in with it until it is unlocked.
   *
   * Takes If-Match.
   */
  lockUser(userId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/users/${part(userId)}/lock` }, options);
  }

  /**
   * Remove a person's second factor
   *
   * For somebody who lost his phone and his recovery codes. Nobody does this to himself or to people with more rights; the owner is told by mail.
   */
  removeMfaOfUser(userId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/users/${part(userId)}/mfa` }, options);
  }

  /**
   * Make an account choose a new password
   *
   * Password, sessions and API keys are void at once; its address gets a code for a new password.
   */
  forcePasswordReset(userId: string, options?: CallOptions): Call<AcceptedResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/users/${part(userId)}/reset-password` }, options);
  }

  /**
   * Give a person another role
   *
   * From his next request on. You must hold all that he may do now and all that he may do then; nobody changes his own.
   *
   * Takes If-Match, Prefer.
   */
  changeUserRole(userId: string, body: ChangeRoleRequest, options?: CallOptions): Call<PersonResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/users/${part(userId)}/role`, body }, options);
  }

  /**
   * Sessions of a person
   *
   * Those that still count, last used first.
   *
   * Takes If-None-Match.
   */
  listUserSessions(userId: string, query?: ListUserSessionsQuery, options?: CallOptions): PagedCall<{
      items: SessionResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/users/${part(userId)}/sessions`, query }, options);
  }

  /**
   * End all sessions of a person
   *
   * At once, on all servers.
   */
  endUserSessions(userId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/users/${part(userId)}/sessions` }, options);
  }

  /**
   * End a session of a person
   *
   * At once, on all servers. Take the id from the list.
   */
  endUserSession(userId: string, sessionId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/users/${part(userId)}/sessions/${part(sessionId)}` }, options);
  }

  /**
   * Unlock an account
   *
   * Its owner logs in again; sessions that the lock has ended stay ended.
   *
   * Takes If-Match.
   */
  unlockUser(userId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/users/${part(userId)}/unlock` }, options);
  }
}
