import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The most reviewed products have indexes of their own; written by a job. */
@Entity('search_tiers')
export class SearchTier {
  /** The higher, the fewer. */
  @PrimaryColumn('smallint')
  tier: number;

  /** How many products it had when it was set. */
  @Column('integer')
  size: number;

  /** The least of its products when it was set, in the order of popularity. */
  @Column('integer')
  leastRatingCount: number;

  @Column('timestamptz')
  leastCreatedAt: Date;

  @Column('uuid')
  leastProductId: string;

  /** All products have been put where they belong since. */
  @Column('boolean', { default: false })
  isApplied: boolean;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
