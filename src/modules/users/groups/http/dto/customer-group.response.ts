import { ApiProperty } from '@nestjs/swagger';
import type { CustomerGroupView, GroupMember } from '../../customer-groups.repository.js';
import type { ChangedMember } from '../../use-cases/change-group-members.js';

export class CustomerGroupResponse {
  id: string;

  /** @example "wholesale" */
  code: string;

  /** @example "Wholesale customers" */
  name: string;

  /** @example 12 */
  members: number;

  createdAt: string;
}

export class GroupMemberResponse {
  userId: string;

  /** @example "alice@example.com" */
  email: string;

  /** Since when. */
  since: string;
}

export class ChangedMemberResponse {
  userId: string;

  @ApiProperty({ enum: ['added', 'removed', 'unchanged', 'unknown'] })
  outcome: ChangedMember['outcome'];
}

export class ChangedMembersResponse {
  items: ChangedMemberResponse[];
}

/** Exactly what staff sees of a group. */
export function toCustomerGroup(group: CustomerGroupView): CustomerGroupResponse {
  const { id, code, name, members, createdAt } = group;
  return { id, code, name, members, createdAt };
}

/** Exactly what staff sees of somebody in it. */
export function toGroupMember({ userId, email, since }: GroupMember): GroupMemberResponse {
  return { userId, email, since };
}
