import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsDate, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IfSent, IsLine } from '../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { toBoolean } from '../../../../common/http/transforms.js';
import { PEOPLE_SORTS } from '../../data/people.repository.js';
import type { PeopleSort } from '../../people.types.js';

const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

function toInstant({ value }: { value: unknown }): unknown {
  return typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value;
}

/** How to narrow the list of people. */
export class ListPeopleQuery extends PageQuery {
  /**
   * The beginning of an e-mail address, a user name, a first or a last name; two characters at least.
   * @example "ali"
   */
  @IfSent()
  @IsLine(100)
  @Length(2, 100)
  q?: string;

  /**
   * Code of the role.
   * @example "user"
   */
  @IfSent()
  @IsString()
  @Matches(/^[a-z][a-z0-9_-]{1,49}$/)
  role?: string;

  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  locked?: boolean;

  /** Whether the e-mail address is proven. */
  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  verified?: boolean;

  /**
   * Registered then or later.
   * @example '2024-01-01T00:00:00Z'
   */
  @IfSent()
  @Transform(toInstant)
  @IsDate()
  createdFrom?: Date;

  /** Registered before. */
  @IfSent()
  @Transform(toInstant)
  @IsDate()
  createdTo?: Date;

  @IsOptional()
  @IsIn(PEOPLE_SORTS.names)
  @ApiPropertyOptional({ enum: PEOPLE_SORTS.names, description: 'Newest first when left out' })
  sort?: PeopleSort;
}
