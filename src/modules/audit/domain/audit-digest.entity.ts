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

/**
 * Keyed digests of one state of an audit entry. The chain goes over them, so that taking personal
 * data out of an entry leaves it whole.
 */
@Entity('audit_digests')
@Unique('uq_audit_digests_state', ['auditId', 'erasedAt'])
export class AuditDigest {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  auditId: string;

  @Column('timestamptz')
  auditCreatedAt: Date;

  @Column('bigint')
  auditSeq: string;

  /** The state that is covered: null as written, else after that erasure. */
  @Column('timestamptz', { nullable: true })
  erasedAt: Date | null;

  /** Over who, when and what, without the contents: holds for every state. */
  @Column('bytea')
  frame: Buffer;

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
