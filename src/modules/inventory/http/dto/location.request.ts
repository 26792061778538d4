import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Equals, IsBoolean, IsString, Matches, MaxLength } from 'class-validator';
import { IfSent, IsLine } from '../../../../common/http/dto-rules.js';

/** A new place. */
export class CreateLocationRequest {
  /**
   * Small letters, digits and hyphens; no other place has it.
   * @example "north"
   */
  @IsString()
  @MaxLength(50)
  @Matches(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/)
  code: string;

  /** @example 'Northern warehouse' */
  @IsLine(100)
  name: string;

  /** False: nothing comes to it any more. */
  @IfSent()
  @IsBoolean()
  isActive?: boolean;
}

class LocationParts extends PartialType(CreateLocationRequest, { skipNullProperties: false }) {}

/** What is to be different about a place. */
export class UpdateLocationRequest extends LocationParts {
  /** Makes it the one that is meant when none is named, in place of the other. */
  @IfSent()
  @Equals(true)
  @ApiProperty({ type: Boolean, required: false, example: true })
  isDefault?: true;
}
