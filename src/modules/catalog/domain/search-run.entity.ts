import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** When a piece of upkeep of lists and search last ran, and how far it came. */
@Entity('search_runs')
@Unique(['kind'])
export class SearchRun {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('varchar', { length: 20 })
  kind: string;

  @Column('timestamptz')
  startedAt: Date;

  /** Null while it runs, or when it was cut off. */
  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;

  /** Rows looked at. */
  @Column('integer', { default: 0 })
  done: number;

  /** The last product that is done. */
  @Column('uuid', { nullable: true })
  position: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
