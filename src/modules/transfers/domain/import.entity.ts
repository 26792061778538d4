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
import type {
  FileLayout,
  ImportFormat,
  ImportKind,
  ImportOptions,
  ImportStatus,
} from '../transfers.types.js';

/** A file that is brought in: how far it came, and who works on it. */
@Entity('imports')
@Index('idx_imports_created_at', { synchronize: false })
@Check('ck_imports_kind', "kind IN ('products', 'variants', 'stock', 'prices')")
@Check('ck_imports_format', "format IN ('csv', 'jsonl', 'shopify', 'medusa', 'vendure')")
@Check(
  'ck_imports_status',
  "status IN ('uploading', 'queued', 'running', 'completed', 'cancelled', 'failed')",
)
@Check(
  'ck_imports_counts',
  'size_bytes >= 0 AND byte_offset BETWEEN 0 AND size_bytes AND rows_read >= 0',
)
export class Import {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('uuid', { nullable: true })
  requestedBy: string | null;

  /** The key by which he did, when there was one: with it the right ends. */
  @Column('uuid', { nullable: true })
  apiKeyId: string | null;

  @Column('varchar', { length: 20 })
  kind: ImportKind;

  @Column('varchar', { length: 20 })
  format: ImportFormat;

  @Column('varchar', { length: 255, nullable: true })
  fileName: string | null;

  @Column('jsonb', { default: {} })
  options: ImportOptions;

  @Column('boolean', { default: false })
  dryRun: boolean;

  @Column('varchar', { length: 20, default: 'uploading' })
  status: ImportStatus;

  /** Bytes that have come. */
  @Column('bigint', { default: 0 })
  sizeBytes: string;

  @Column('integer', { default: 0 })
  chunks: number;

  /** What stands before it is done; always the end of a row. */
  @Column('bigint', { default: 0 })
  byteOffset: string;

  @Column('integer', { default: 0 })
  rowsRead: number;

  @Column('integer', { default: 0 })
  rowsCreated: number;

  @Column('integer', { default: 0 })
  rowsUpdated: number;

  @Column('integer', { default: 0 })
  rowsUnchanged: number;

  @Column('integer', { default: 0 })
  rowsFailed: number;

  @Column('integer', { default: 0 })
  errorsKept: number;

  @Column('integer', { default: 0 })
  workedMs: number;

  @Column('jsonb', { nullable: true })
  layout: FileLayout | null;

  @Column('varchar', { length: 60, nullable: true })
  failureCode: string | null;

  @Column('text', { nullable: true })
  failureDetail: string | null;

  /** The run that may write; it renews its lease with every batch. */
  @Column('uuid', { nullable: true })
  leaseId: string | null;

  @Column('timestamptz', { nullable: true })
  leasedUntil: Date | null;

  @Column('timestamptz', { nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;

  /** When file and errors are taken away. */
  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}

/** A piece of the file, as it came. */
@Entity('import_chunks')
@Index('uq_import_chunks_position', ['importId', 'position'], { unique: true })
@Index('uq_import_chunks_start_byte', ['importId', 'startByte'], { unique: true })
export class ImportChunk {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('Import', { onDelete: 'CASCADE' })
  @Column('uuid')
  importId: string;

  @Column('integer')
  position: number;

  @Column('bigint')
  startByte: string;

  @Column('bytea')
  content: Buffer;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}

/** Why a row was not taken. */
@Entity('import_errors')
@Index('uq_import_errors_position', ['importId', 'position'], { unique: true })
export class ImportError {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('Import', { onDelete: 'CASCADE' })
  @Column('uuid')
  importId: string;

  @Column('integer')
  position: number;

  @Column('integer')
  rowNumber: number;

  @Column('varchar', { length: 100, nullable: true })
  columnName: string | null;

  @Column('varchar', { length: 60 })
  code: string;

  @Column('text')
  message: string;

  @Column('text', { nullable: true })
  value: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}

/** What a row of a dry run would have written: later rows of the file may speak of it. */
@Entity('import_drafts')
@Index('uq_import_drafts_row', ['importId', 'rowNumber'], { unique: true })
@Index('idx_import_drafts_names', ['names'], { type: 'gin' })
export class ImportDraft {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('Import', { onDelete: 'CASCADE' })
  @Column('uuid')
  importId: string;

  @Column('integer')
  rowNumber: number;

  /** Slugs and SKUs in it. */
  @Column('text', { array: true })
  names: string[];

  @Column('jsonb')
  draft: unknown;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
