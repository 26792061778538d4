import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** What a carrier or a tax engine has answered, so that every process says the same for a while. */
@Entity('outside_answers')
@Unique(['question'])
@Index('idx_outside_answers_expires_at', ['expiresAt'])
export class OutsideAnswer {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Who was asked, and the SHA-256 of what. */
  @Column({ type: 'varchar', length: 80 })
  question: string;

  @Column({ type: 'jsonb' })
  answer: unknown;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
