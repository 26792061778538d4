import { Transform } from 'class-transformer';
import { IsDate, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../../../../common/http/page.query.js';
import { toInstant } from '../../../../common/http/transforms.js';

const ACTIONS = ['insert', 'update', 'delete', 'batch'] as const;

/** Which entries of the audit log; all conditions together. */
export class SearchAuditQuery extends PageQuery {
  /**
   * Table of the row that was changed.
   * @example 'users'
   */
  @IsOptional()
  @IsString()
  @MaxLength(63)
  @Matches(/^[a-z][a-z0-9_]*$/, { message: 'table must be the name of a table' })
  table?: string;

  /** Id of the row that was changed; together with `table`. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  @Matches(/^[^\p{Cc}\p{Cs}]+$/u, { message: 'rowId must be one line of text' })
  rowId?: string;

  /** Who did it. */
  @IsOptional()
  @IsUUID()
  actorId?: string;

  /** The customer for whom a member of staff did it. */
  @IsOptional()
  @IsUUID()
  onBehalfOf?: string;

  /** The key that a machine did it with. */
  @IsOptional()
  @IsUUID()
  apiKeyId?: string;

  /** `requestId` of the request, as answers carry it in `X-Request-Id`. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  @Matches(/^[^\p{Cc}\p{Cs}]+$/u, { message: 'requestId must be one line of text' })
  requestId?: string;

  @IsOptional()
  @IsIn(ACTIONS)
  action?: 'insert' | 'update' | 'delete' | 'batch';

  /**
   * Changes from then on.
   * @example '2024-01-01T00:00:00Z'
   */
  @IsOptional()
  @Transform(toInstant)
  @IsDate()
  from?: Date;

  /** Changes before then. */
  @IsOptional()
  @Transform(toInstant)
  @IsDate()
  to?: Date;
}
