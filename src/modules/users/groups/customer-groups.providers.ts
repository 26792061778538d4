import { CustomerGroupsRepository } from './customer-groups.repository.js';
import { CustomerGroupsController } from './http/customer-groups.controller.js';
import { ChangeGroupMembers } from './use-cases/change-group-members.js';
import { ReadCustomerGroups } from './use-cases/read-customer-groups.js';
import { SaveCustomerGroup } from './use-cases/save-customer-group.js';

/** Groups of customers. */
export const CUSTOMER_GROUP_CONTROLLERS = [CustomerGroupsController];

export const CUSTOMER_GROUP_PROVIDERS = [
  CustomerGroupsRepository,
  ReadCustomerGroups,
  SaveCustomerGroup,
  ChangeGroupMembers,
];
