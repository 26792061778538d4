import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { Relation } from 'typeorm';

/** When the counters of `pg_stat_statements` were read. */
@Entity('statement_snapshots')
@Index('idx_statement_snapshots_taken', ['takenAt', 'id'])
export class StatementSnapshot {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('timestamptz', { default: () => 'now()' })
  takenAt: Date;

  /** Since when the counters grow; another value than before: they began at zero in between. */
  @Column('timestamptz', { nullable: true })
  statsResetAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}

/** What a statement of the application had cost at a snapshot, since the counters began. */
@Entity('statement_counts')
@Unique('uq_statement_counts', ['snapshotId', 'statementId'])
export class StatementCount {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  snapshotId: string;

  @ManyToOne(() => StatementSnapshot, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'snapshot_id' })
  snapshot: Relation<StatementSnapshot>;

  @Column('bigint')
  statementId: string;

  @Column('text')
  text: string;

  @Column('bigint')
  calls: string;

  @Column('bigint')
  rows: string;

  @Column('double precision')
  totalMs: number;

  @Column('double precision')
  maxMs: number;

  @Column('bigint')
  blocksRead: string;

  @Column('bigint')
  tempBlocks: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
