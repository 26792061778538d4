import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { IfSent, IsLine, NestedEach } from '../../../../common/http/dto-rules.js';

const MAX_MODULES = 100;

/** A value that may be sent, and sent as `null`. */
function IfSentAndNotNull(): PropertyDecorator {
  return ValidateIf((_object, value) => value !== undefined && value !== null);
}

/** Rights in one module. */
export class PermissionRequest {
  /** @example "orders" */
  @IsString()
  @MaxLength(100)
  module: string;

  /** Read others' rows. */
  @IsBoolean()
  r: boolean;

  /** Write others' rows. */
  @IsBoolean()
  w: boolean;

  /** Run business actions. */
  @IsBoolean()
  x: boolean;
}

/** All rights of a role's own; modules that are left out have none. */
export class PermissionsRequest {
  @IsArray()
  @ArrayMaxSize(MAX_MODULES)
  @ArrayUnique((line: PermissionRequest | null) => line?.module)
  @NestedEach(() => PermissionRequest)
  permissions: PermissionRequest[];
}

/** A new role. */
export class CreateRoleRequest {
  /**
   * How programs know it; never changes.
   * @example "support"
   */
  @Matches(/^[a-z][a-z0-9_-]{1,49}$/, {
    message: 'code must be 2 to 50 small letters, digits, - or _, a letter first',
  })
  code: string;

  /** @example "Support" */
  @IsLine(100)
  name: string;

  /** @example 'Answers customers and looks after their orders' */
  @IfSentAndNotNull()
  @IsLine(1000)
  description?: string | null;

  /** A role that is not active has no rights. */
  @IfSent()
  @IsBoolean()
  isActive?: boolean;

  /** Whether its rights count only in sessions that showed a second factor. */
  @IfSent()
  @IsBoolean()
  requiresMfa?: boolean;

  /** The role to inherit from. */
  @IfSentAndNotNull()
  @IsUUID()
  parentId?: string | null;

  /** Rights of its own. */
  @IfSent()
  @IsArray()
  @ArrayMaxSize(MAX_MODULES)
  @ArrayUnique((line: PermissionRequest | null) => line?.module)
  @NestedEach(() => PermissionRequest)
  permissions?: PermissionRequest[];
}

/** What may be changed of a role; fields that are left out stay as they are. */
export class UpdateRoleRequest {
  /** @example "Support" */
  @IfSent()
  @IsLine(100)
  name?: string;

  /** @example 'Answers customers and looks after their orders' */
  @IfSentAndNotNull()
  @IsLine(1000)
  description?: string | null;

  /** A role that is not active has no rights. */
  @IfSent()
  @IsBoolean()
  isActive?: boolean;

  /** Whether its rights count only in sessions that showed a second factor. */
  @IfSent()
  @IsBoolean()
  requiresMfa?: boolean;

  /** The role to inherit from; null for none. */
  @IfSentAndNotNull()
  @IsUUID()
  parentId?: string | null;
}
