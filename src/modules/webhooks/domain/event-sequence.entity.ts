import {
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';

/** How many events an aggregate has told; its row lock puts them into an order. Written by `tell_event`. */
@Entity('event_sequences')
export class EventSequence {
  /** Of the aggregate. */
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'varchar', length: 20 })
  aggregateType: string;

  @Column({ type: 'bigint' })
  lastSequence: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
