import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Products of which rules must be asked again at the commit; empty outside of transactions. */
@Entity('collection_rule_changes')
export class CollectionRuleChange {
  @PrimaryColumn('bigint')
  transactionId: string;

  @PrimaryColumn('uuid')
  productId: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
