import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** Last number of a year; its row lock orders those who issue invoices. */
@Entity('invoice_counters')
@Check('ck_invoice_counters_last', 'last_number >= 0')
export class InvoiceCounter {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('integer', { unique: true })
  year: number;

  @Column('integer', { default: 0 })
  lastNumber: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}

/** An invoice or a credit note as it was issued; never changed. */
@Entity('invoices')
@Unique(['year', 'sequence'])
@Index('uq_invoices_order', ['orderId', 'revision'], { unique: true, where: "kind = 'invoice'" })
@Index('uq_invoices_cancelled', ['correctsId'], { unique: true, where: 'refund_id IS NULL' })
@Check('ck_invoices_kind', "kind IN ('invoice', 'credit_note')")
@Check('ck_invoices_corrects', "(kind = 'credit_note') = (corrects_id IS NOT NULL)")
@Check('ck_invoices_refund', "refund_id IS NULL OR kind = 'credit_note'")
@Check('ck_invoices_total', 'total_amount >= 0 AND sequence > 0 AND revision > 0')
export class Invoice {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('varchar', { length: 30, unique: true })
  number: string;

  @Column('integer')
  year: number;

  @Column('integer')
  sequence: number;

  @Column('varchar', { length: 20 })
  kind: 'invoice' | 'credit_note';

  @Index('idx_invoices_order_id')
  @Column('uuid')
  orderId: string;

  /** The refund that a credit note is for; null when it takes back a whole invoice. */
  @Column('uuid', { nullable: true, unique: true })
  refundId: string | null;

  @ForeignKey('Invoice', { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  correctsId: string | null;

  /** Counts the invoices of an order that was changed after it was invoiced. */
  @Column('integer', { default: 1 })
  revision: number;

  @Column('varchar', { length: 3 })
  currency: string;

  @Column('decimal', { precision: 10, scale: 2 })
  totalAmount: string;

  /** `InvoiceContent` or `CreditNoteContent`: names of goods and sums, nothing about the buyer. */
  @Column('jsonb')
  content: object;

  @Column('timestamptz', { default: () => 'now()' })
  issuedAt: Date;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}

/** A file that a worker has made, encrypted: a copy of what stands elsewhere, and may go any time. */
@Entity('order_documents')
@Unique(['kind', 'subjectId'])
@Check('ck_order_documents_kind', "kind IN ('invoice', 'packing_slip')")
export class OrderDocument {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Index('idx_order_documents_order_id')
  @Column('uuid')
  orderId: string;

  @Column('varchar', { length: 20 })
  kind: 'invoice' | 'packing_slip';

  /** The invoice or credit note, or the parcel. */
  @Column('uuid')
  subjectId: string;

  /** Digest of what it was made of. */
  @Column('varchar', { length: 64 })
  sourceHash: string;

  @Column('text')
  content: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}
