import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/**
 * Before and after of one changed row, written by triggers; read and added to, never changed.
 * Partitioned by month of `created_at`, which is therefore part of the key.
 */
@Entity('audit_log')
@Check('ck_audit_log_action', "action IN ('insert', 'update', 'delete', 'batch')")
@Index('idx_audit_log_row', { synchronize: false })
@Index('idx_audit_log_actor', { synchronize: false })
@Index('idx_audit_log_created', { synchronize: false })
@Index('idx_audit_log_table', { synchronize: false })
@Index('idx_audit_log_on_behalf_of', { synchronize: false })
@Index('idx_audit_log_api_key_id', { synchronize: false })
@Index('idx_audit_log_erased', { synchronize: false })
@Index('idx_audit_log_seq', ['seq'])
export class AuditEntry {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @PrimaryColumn('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('bigint', { default: () => "nextval('audit_log_seq')" })
  seq: string;

  @Column('varchar', { length: 63 })
  tableName: string;

  @Column('varchar', { length: 100, nullable: true })
  rowId: string | null;

  @Column('varchar', { length: 10 })
  action: string;

  @Column('uuid', { nullable: true })
  actorId: string | null;

  /** The customer for whom a member of staff acted. */
  @Column('uuid', { nullable: true })
  onBehalfOf: string | null;

  /** The key that a machine called with in the actor's name. */
  @Column('uuid', { nullable: true })
  apiKeyId: string | null;

  @Index('idx_audit_log_request')
  @Column('varchar', { length: 100, nullable: true })
  requestId: string | null;

  /** The row without its secrets; null for an insert. */
  @Column('jsonb', { nullable: true })
  before: unknown;

  /** The row without its secrets; null for a delete. */
  @Column('jsonb', { nullable: true })
  after: unknown;

  /** When personal values in `before` and `after` were replaced, because the person was erased. */
  @Column('timestamptz', { nullable: true })
  erasedAt: Date | null;
}
