import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { AuditSeal } from './audit-seal.entity.js';

/** Keyed digest of one audit entry, so that erasing a person's key leaves the chain valid. */
@Entity('audit_digests')
@Unique(['auditId'])
export class AuditDigest {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  auditId: string;

  @Column('bigint')
  auditSeq: string;

  @Index('idx_audit_digests_seal_id')
  @Column('uuid')
  sealId: string;

  @ManyToOne(() => AuditSeal, { nullable: false })
  @JoinColumn({ name: 'seal_id' })
  seal: Relation<AuditSeal>;

  @Column('bytea')
  digest: Buffer;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;
}
