import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** When a schedule last ran and how it went: the only memory of schedules that a flush cannot take. */
@Entity('job_runs')
@Unique(['name'])
export class JobRun {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** `<queue>.<schedule>`. */
  @Column('varchar', { length: 100 })
  name: string;

  @Column('timestamptz', { nullable: true })
  lastStartedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  lastSuccessAt: Date | null;

  @Column('timestamptz', { nullable: true })
  lastFailureAt: Date | null;

  @Column('text', { nullable: true })
  lastError: string | null;

  @Column('jsonb', { nullable: true })
  result: unknown;

  /** How often it is due, in seconds; null when nothing schedules it any more. */
  @Column('integer', { nullable: true })
  intervalSeconds: number | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
