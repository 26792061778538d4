import { Forbidden } from '../../common/errors/common-errors.js';
import { defineError } from '../../common/errors/domain-error.js';
import { registerConstraintError } from '../../database/pg-errors.js';

/** Names what is missing: `details.missing` lists permissions such as `orders:x`. */
export class ExceedsOwnRights extends defineError(
  'access.exceeds_own_rights',
  'forbidden',
  'This takes rights that you do not have yourself',
) {}

export class OwnRole extends defineError(
  'access.own_role',
  'forbidden',
  'Nobody changes his own role or one that it inherits from',
) {}

export class OwnAccount extends defineError(
  'access.own_account',
  'forbidden',
  'Nobody does this to his own account',
) {}

export class LastAdministrator extends defineError(
  'access.last_administrator',
  'conflict',
  'Nobody would be left who may do everything',
) {}

export class RoleNotFound extends defineError(
  'access.role_not_found',
  'not_found',
  'Role not found',
) {}

/** A request names a role that there is not. */
export class UnknownRole extends defineError(
  'access.unknown_role',
  'unprocessable',
  'There is no such role',
) {}

export class UnknownModule extends defineError(
  'access.unknown_module',
  'unprocessable',
  'There is no such module',
) {}

export class RoleCodeTaken extends defineError(
  'access.role_code_taken',
  'conflict',
  'There is a role with this code already',
) {}

export class RoleCycle extends defineError(
  'access.role_cycle',
  'unprocessable',
  'A role cannot inherit from itself',
) {}

export class RoleInUse extends defineError(
  'access.role_in_use',
  'conflict',
  'People have this role, or other roles inherit from it',
) {}

/** The program itself gives these roles to people. */
export class RoleProtected extends defineError(
  'access.role_protected',
  'conflict',
  'The shop cannot do without this role',
) {}

export class ApiKeyNotFound extends defineError(
  'access.api_key_not_found',
  'not_found',
  'API key not found',
) {}

export class TooManyApiKeys extends defineError(
  'access.too_many_api_keys',
  'unprocessable',
  'So many API keys are enough: revoke one first',
) {}

/** The answer to a caller without a permission, which it names. */
export function lacksPermission(permission: string): Forbidden {
  return new Forbidden(`Your role lacks the permission ${permission}`, { permission });
}

registerConstraintError('ck_user_roles_no_cycle', RoleCycle);
registerConstraintError('user_roles_code_key', RoleCodeTaken);
