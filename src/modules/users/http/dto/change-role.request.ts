import { IsUUID } from 'class-validator';

/** The role that a person is to have. */
export class ChangeRoleRequest {
  /** Id of the role, from the list of roles. */
  @IsUUID()
  roleId: string;
}
