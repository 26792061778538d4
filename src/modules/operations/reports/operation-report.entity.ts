import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What a job that looks after the shop has done or found. */
@Entity('operation_reports')
@Index('idx_operation_reports_created', ['createdAt', 'id'])
@Index('idx_operation_reports_kind', ['kind', 'createdAt'])
@Check('ck_operation_reports_outcome', `outcome IN ('running', 'ok', 'findings', 'failed')`)
@Check('ck_operation_reports_finished', `(outcome = 'running') = (finished_at IS NULL)`)
export class OperationReport {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('varchar', { length: 50 })
  kind: string;

  @Column('varchar', { length: 10, default: 'running' })
  outcome: string;

  @Column('varchar', { length: 500, nullable: true })
  summary: string | null;

  @Column('jsonb', { default: {} })
  report: unknown;

  @Column('timestamptz', { default: () => 'now()' })
  startedAt: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;

  /** Who started it by hand; null for the schedule. */
  @Column('uuid', { nullable: true })
  requestedBy: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
