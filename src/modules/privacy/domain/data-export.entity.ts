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

/** A person's copy of his data: asked for, built by a worker, kept for some days. */
@Entity('data_exports')
@Index('uq_data_exports_running', ['userId'], { unique: true, where: "status = 'requested'" })
@Index('idx_data_exports_user_id', { synchronize: false })
@Check('ck_data_exports_status', "status IN ('requested', 'ready', 'failed', 'expired')")
@Check('ck_data_exports_downloads', 'downloads >= 0 AND size_bytes >= 0')
@Check(
  'ck_data_exports_ready',
  "status NOT IN ('ready', 'expired') OR (ready_at IS NOT NULL AND expires_at IS NOT NULL)",
)
export class DataExport {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('uuid')
  userId: string;

  @Column('varchar', { length: 20, default: 'requested' })
  status: 'requested' | 'ready' | 'failed' | 'expired';

  /** SHA-256 of the code that is mailed; the code itself is stored nowhere. */
  @Index('uq_data_exports_code', { unique: true })
  @Column('varchar', { length: 64 })
  codeHash: string;

  /** The run that may write parts; a later run takes over. */
  @Column('uuid', { nullable: true })
  buildId: string | null;

  @Column('bigint', { default: 0 })
  sizeBytes: string;

  @Column('integer', { default: 0 })
  downloads: number;

  @Column('timestamptz', { nullable: true })
  readyAt: Date | null;

  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}

/** A piece of an export, encrypted; small, so that neither worker nor API holds the whole. */
@Entity('data_export_parts')
@Index('uq_data_export_parts_part', ['exportId', 'part'], { unique: true })
export class DataExportPart {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('DataExport', { onDelete: 'CASCADE' })
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
