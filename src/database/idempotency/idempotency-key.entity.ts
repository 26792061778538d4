import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/**
 * The answer to one command, kept so that its repetition gets the same one. For commands of one
 * transaction the row is written with the effect, `done` at once; for those that call out it is
 * first `running` until `lockedUntil`.
 */
@Entity('idempotency_keys')
@Unique(['scope', 'route', 'key'])
@Index('idx_idempotency_keys_expires_at', ['expiresAt'])
@Check('ck_idempotency_keys_state', "state IN ('running', 'done')")
@Check(
  'ck_idempotency_keys_answer',
  "state = 'running' OR (response_status IS NOT NULL AND response_body IS NOT NULL)",
)
export class IdempotencyKey {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Whose key it is: nobody reads another's answer by guessing his key. */
  @Column('varchar', { length: 100 })
  scope: string;

  @Column('varchar', { length: 100 })
  route: string;

  @Column('varchar', { length: 255 })
  key: string;

  /** SHA-256 of the request: the same key with another request is refused. */
  @Column('varchar', { length: 64 })
  fingerprint: string;

  @Column('varchar', { length: 10, default: 'done' })
  state: 'running' | 'done';

  @Column('timestamptz', { nullable: true })
  lockedUntil: Date | null;

  @Column('smallint', { nullable: true })
  responseStatus: number | null;

  @Column('text', { nullable: true })
  responseBody: string | null;

  @Column('timestamptz', { default: () => "(now() + '7 days')" })
  expiresAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
