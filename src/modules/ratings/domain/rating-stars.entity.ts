import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** How many approved reviews of a product have one, two … five stars; kept by trigger. */
@Entity('product_rating_stars')
@Check('ck_product_rating_stars_stars', 'cardinality(stars) = 5 AND 0 <= ALL (stars)')
export class RatingStars {
  /** The product's. */
  @PrimaryColumn('uuid')
  @ForeignKey('Product', { onDelete: 'CASCADE' })
  id: string;

  @Column('integer', { array: true, default: [0, 0, 0, 0, 0] })
  stars: number[];

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
