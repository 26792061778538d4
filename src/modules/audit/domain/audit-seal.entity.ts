import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** One link of the chain over the audit log: it covers a range of entries and the link before it. */
@Entity('audit_seals')
@Unique(['seq'])
@Check('ck_audit_seals_range', 'first_seq <= last_seq')
export class AuditSeal {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  seq: string;

  @Column('bigint')
  firstSeq: string;

  @Column('bigint')
  lastSeq: string;

  /** Up to here the numbers of entries were given out when this seal was made. */
  @Column('bigint')
  horizonSeq: string;

  /** Number of a transaction that began then: those that could hold one of these numbers are older. */
  @Column('bigint')
  snapshotEnd: string;

  /** Up to here every entry is sealed, for ever. Null when entries were left over for the next seal. */
  @Column('bigint', { nullable: true })
  settledSeq: string | null;

  @Column('integer')
  rowCount: number;

  @Column('bytea', { nullable: true })
  previousDigest: Buffer | null;

  @Column('bytea')
  digest: Buffer;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
