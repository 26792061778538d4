import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A file in the storage, or one that is announced. Its row is there before the file is. */
@Entity('media_files')
@Check('ck_media_files_driver', `driver IN ('local', 'cloudinary', 's3')`)
@Check(
  'ck_media_files_owner_kind',
  `owner_kind IN ('product', 'category', 'brand', 'collection', 'user')`,
)
@Check('ck_media_files_state', `state IN ('waiting', 'ready', 'failed', 'orphaned')`)
@Check('ck_media_files_bytes', 'bytes > 0')
@Index('idx_media_files_owner', ['ownerKind', 'ownerId'])
@Index('idx_media_files_created_at', ['createdAt', 'id'])
@Index('idx_media_files_waiting', { synchronize: false })
@Index('idx_media_files_loose', { synchronize: false })
export class MediaFile {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Storage that has it; a shop that changes its storage keeps the old files there. */
  @Column('varchar', { length: 20 })
  driver: string;

  @Column('varchar', { length: 200, unique: true })
  storageKey: string;

  @Column('varchar')
  url: string;

  @Column('varchar', { length: 20 })
  ownerKind: string;

  @Column('uuid')
  ownerId: string;

  @Column('varchar', { length: 20, default: 'waiting' })
  state: string;

  @Column('varchar', { length: 50, nullable: true })
  contentType: string | null;

  /** As announced while it waits, then as stored. */
  @Column('integer')
  bytes: number;

  @Column('integer', { nullable: true })
  width: number | null;

  @Column('integer', { nullable: true })
  height: number | null;

  @Column('varchar', { length: 64, nullable: true })
  sha256: string | null;

  /** Widths in pixels that are made. */
  @Column('integer', { array: true, default: () => "'{}'" })
  sizes: number[];

  /** Why it is not used, a code. */
  @Column('varchar', { length: 100, nullable: true })
  failure: string | null;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { nullable: true })
  uploadedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  attachedAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
