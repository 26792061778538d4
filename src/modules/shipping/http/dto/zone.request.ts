import { PartialType } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsISO31661Alpha2, Matches } from 'class-validator';
import { IfSent, IsLine } from '../../../../common/http/dto-rules.js';

const CODE = /^[a-z0-9](?:[a-z0-9_-]{0,48}[a-z0-9])?$/;
/** More than there are in ISO 3166. */
const MAX_COUNTRIES = 300;

/** Countries with the same shipping rates. */
export class CreateZoneRequest {
  /** @example "benelux" */
  @Matches(CODE)
  code: string;

  /** @example "Benelux" */
  @IsLine(100)
  name: string;

  /**
   * ISO 3166, two capital letters each; none when left out.
   * @example ["BE", "NL", "LU"]
   */
  @IfSent()
  @IsArray()
  @ArrayMaxSize(MAX_COUNTRIES)
  @IsISO31661Alpha2({ each: true })
  @Matches(/^[A-Z]{2}$/, { each: true })
  countries?: string[];

  /** Counts for every country that no other zone names; one zone at most. False when left out. */
  @IfSent()
  @IsBoolean()
  isRestOfWorld?: boolean;
}

/** What is left out stays as it is. */
export class ChangeZoneRequest extends PartialType(CreateZoneRequest, {
  skipNullProperties: false,
}) {}
