import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Something that a person has to look at; at most one open row says the same thing. */
@Entity('alarms')
@Index('uq_alarms_open', { synchronize: false })
@Index('idx_alarms_raised', ['raisedAt', 'id'])
@Check('ck_alarms_times', 'times > 0')
@Check('ck_alarms_settled', 'settled_by IS NULL OR settled_at IS NOT NULL')
export class Alarm {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** kebab-case, `job-overdue`. */
  @Column('varchar', { length: 50 })
  kind: string;

  /** What it is about: whoever finds it again finds the same row. */
  @Column('varchar', { length: 200 })
  subject: string;

  /** For people; as it was last seen. */
  @Column('text')
  detail: string;

  @Column('timestamptz', { default: () => 'now()' })
  raisedAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  lastSeenAt: Date;

  /** How often it was seen. */
  @Column('integer', { default: 1 })
  times: number;

  @Column('timestamptz', { nullable: true })
  settledAt: Date | null;

  /** Who said so; null when whatever raised it found it gone. */
  @Column('uuid', { nullable: true })
  settledBy: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
