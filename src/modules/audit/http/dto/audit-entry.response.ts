import { ApiProperty } from '@nestjs/swagger';
import { changedFields, withoutSecrets } from '../../domain/entry-contents.js';
import type { AuditEntryRow } from '../../use-cases/search-audit-log.js';

const CONTENTS = { type: 'object', additionalProperties: true, nullable: true } as const;

/** One change of one row. */
export class AuditEntryResponse {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;

  readonly createdAt: Date;

  @ApiProperty({ example: 'users' })
  readonly table: string;

  /** Null for a batch. */
  readonly rowId: string | null;

  @ApiProperty({ enum: ['insert', 'update', 'delete', 'batch'] })
  readonly action: string;

  /** Who did it; null for guests and the system. */
  readonly actorId: string | null;

  /** The customer for whom a member of staff did it. */
  readonly onBehalfOf: string | null;

  /** The key that a machine did it with. */
  readonly apiKeyId: string | null;

  readonly requestId: string | null;

  @ApiProperty({ ...CONTENTS, description: 'The row as it was; null for an insert' })
  readonly before: Readonly<Record<string, unknown>> | null;

  @ApiProperty({ ...CONTENTS, description: 'The row as it became; null for a delete' })
  readonly after: Readonly<Record<string, unknown>> | null;

  /** Columns that differ. */
  readonly changedFields: string[];

  /** It is part of the chain: a later change of this entry would be found. */
  readonly sealed: boolean;

  /** When personal data were taken out of `before` and `after`, because the person was erased. */
  readonly erasedAt: Date | null;
}

/** An entry for those who hold `audit:r`; never with a secret. */
export function toAuditEntryResponse(row: AuditEntryRow): AuditEntryResponse {
  const before = withoutSecrets(row.before);
  const after = withoutSecrets(row.after);
  return {
    id: row.id,
    createdAt: row.created_at,
    table: row.table_name,
    rowId: row.row_id,
    action: row.action,
    actorId: row.actor_id,
    onBehalfOf: row.on_behalf_of,
    apiKeyId: row.api_key_id,
    requestId: row.request_id,
    before,
    after,
    changedFields: changedFields(before, after),
    sealed: row.sealed,
    erasedAt: row.erased_at,
  };
}
