import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A change that staff made to a placed order. Append-only; it stays when the order is archived. */
@Entity('order_edits')
@Unique(['orderId', 'revision'])
@Check('ck_order_edits_revision', 'revision > 0')
@Check('ck_order_edits_totals', 'total_before >= 0 AND total_after >= 0 AND refund_amount >= 0')
export class OrderEdit {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  orderId: string;

  /** From 1, of this order. */
  @Column('integer')
  revision: number;

  /** Who of the staff. */
  @Column('uuid', { nullable: true })
  actorId: string | null;

  @Column('text')
  reason: string;

  @Column('varchar', { length: 3 })
  currency: string;

  @Column('numeric', { precision: 10, scale: 2 })
  totalBefore: string;

  @Column('numeric', { precision: 10, scale: 2 })
  totalAfter: string;

  /** What went back because of it. */
  @Column('numeric', { precision: 10, scale: 2, default: 0 })
  refundAmount: string;

  /** Totals and lines, without the address. */
  @Column('jsonb')
  before: unknown;

  @Column('jsonb')
  after: unknown;

  @Column('boolean', { default: false })
  addressChanged: boolean;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
