import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Product } from './product.entity.js';

/** Pieces of a product sold in the last window; written by a job. */
@Entity('product_sales')
export class ProductSales {
  @PrimaryColumn('uuid')
  productId: string;

  @OneToOne(() => Product, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'product_id' })
  product: Relation<Product>;

  @Column('integer')
  soldCount: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
