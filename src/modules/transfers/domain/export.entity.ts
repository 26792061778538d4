import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';
import type { ExportFilters, ExportFormat, ExportKind, ExportStatus } from '../transfers.types.js';

/** A file that is made for staff: how far it came, and until when it is kept. */
@Entity('exports')
@Index('idx_exports_created_at', { synchronize: false })
@Check(
  'ck_exports_kind',
  "kind IN ('products', 'variants', 'stock', 'prices', 'customers', 'orders')",
)
@Check('ck_exports_format', "format IN ('csv', 'jsonl')")
@Check(
  'ck_exports_status',
  "status IN ('queued', 'running', 'ready', 'cancelled', 'failed', 'expired')",
)
@Check('ck_exports_ready', "status <> 'ready' OR expires_at IS NOT NULL")
export class Export {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('uuid', { nullable: true })
  requestedBy: string | null;

  @Column('varchar', { length: 20 })
  kind: ExportKind;

  @Column('varchar', { length: 20 })
  format: ExportFormat;

  @Column('jsonb', { default: {} })
  filters: ExportFilters;

  @Column('varchar', { length: 20, default: 'queued' })
  status: ExportStatus;

  /** Names of the columns, fixed when the first part is written. */
  @Column('jsonb', { nullable: true })
  header: readonly string[] | null;

  /** Where the next part goes on. */
  @Column('text', { nullable: true })
  readUntil: string | null;

  @Column('integer', { default: 0 })
  parts: number;

  @Column('integer', { default: 0 })
  rowsWritten: number;

  @Column('integer', { nullable: true })
  rowsExpected: number | null;

  @Column('bigint', { default: 0 })
  sizeBytes: string;

  @Column('integer', { default: 0 })
  workedMs: number;

  @Column('integer', { default: 0 })
  downloads: number;

  @Column('varchar', { length: 60, nullable: true })
  failureCode: string | null;

  @Column('text', { nullable: true })
  failureDetail: string | null;

  @Column('uuid', { nullable: true })
  leaseId: string | null;

  @Column('timestamptz', { nullable: true })
  leasedUntil: Date | null;

  @Column('timestamptz', { nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}

/** A piece of the file, encrypted; small, so that neither writer nor reader holds the whole. */
@Entity('export_parts')
@Index('uq_export_parts_part', ['exportId', 'part'], { unique: true })
export class ExportPart {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('Export', { onDelete: 'CASCADE' })
  @Column('uuid')
  exportId: string;

  @Column('integer')
  part: number;

  @Column('text')
  content: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
