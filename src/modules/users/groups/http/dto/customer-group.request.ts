import { ArrayMaxSize, IsArray, IsUUID, Matches } from 'class-validator';
import { IfSent, IsLine } from '../../../../../common/http/dto-rules.js';

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const MAX_PEOPLE = 500;

export class CreateCustomerGroupRequest {
  /**
   * Small letters, digits and single hyphens.
   * @example "wholesale"
   */
  @IsLine(50)
  @Matches(CODE)
  code: string;

  /** @example "Wholesale customers" */
  @IsLine(100)
  name: string;
}

export class UpdateCustomerGroupRequest {
  /** @example "wholesale" */
  @IfSent()
  @IsLine(50)
  @Matches(CODE)
  code?: string;

  /** @example "Wholesale customers" */
  @IfSent()
  @IsLine(100)
  name?: string;
}

/** Who comes and who goes. */
export class ChangeGroupMembersRequest {
  /** Ids of accounts, at most 500. */
  @IfSent()
  @IsArray()
  @ArrayMaxSize(MAX_PEOPLE)
  @IsUUID(undefined, { each: true })
  add?: string[];

  /** Ids of accounts, at most 500. */
  @IfSent()
  @IsArray()
  @ArrayMaxSize(MAX_PEOPLE)
  @IsUUID(undefined, { each: true })
  remove?: string[];
}
