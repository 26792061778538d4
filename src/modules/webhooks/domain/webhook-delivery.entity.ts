import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** One event on its way to one endpoint. */
@Entity('webhook_deliveries')
@Unique(['endpointId', 'eventId'])
@Check('ck_webhook_deliveries_state', "state IN ('waiting', 'delivered', 'failed')")
@Index('idx_webhook_deliveries_waiting', ['endpointId', 'aggregateId', 'position'], {
  where: "state = 'waiting'",
})
@Index('idx_webhook_deliveries_log', ['endpointId', 'createdAt', 'id'])
@Index('idx_webhook_deliveries_finished', ['finishedAt'], { where: 'finished_at IS NOT NULL' })
export class WebhookDelivery {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  endpointId: string;

  @ManyToOne(() => WebhookEndpoint, { onDelete: 'CASCADE' })
  endpoint: Relation<WebhookEndpoint>;

  /** Also `webhook-id` of every try. Of an own kind where staff tries an endpoint. */
  @Column({ type: 'uuid' })
  eventId: string;

  @Column({ type: 'varchar', length: 60 })
  type: string;

  @Column({ type: 'uuid' })
  aggregateId: string;

  @Column({ type: 'bigint' })
  position: string;

  @Column({ type: 'varchar', length: 10, default: 'waiting' })
  state: string;

  @Column({ type: 'integer', default: 0 })
  attempts: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  nextAttemptAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  finishedAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
