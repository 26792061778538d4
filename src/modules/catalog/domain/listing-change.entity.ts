import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Products whose listing the running statement has to renew; empty outside of transactions. */
@Entity('listing_changes')
export class ListingChange {
  @PrimaryColumn('bigint')
  transactionId: string;

  @PrimaryColumn('uuid')
  productId: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
