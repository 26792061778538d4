import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { ProductFieldType } from '../catalog.types.js';

/** A field that this shop has given its products: its values are in `products.custom_fields`. */
@Entity('product_fields')
@Unique(['code'])
@Check(
  'ck_product_fields_type',
  `type IN ('text', 'integer', 'decimal', 'boolean', 'date', 'choice')`,
)
@Check('ck_product_fields_choices', `(type = 'choice') = (choices IS NOT NULL)`)
export class ProductField {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** The key of its values: `screen_size`. */
  @Column('varchar', { length: 50 })
  code: string;

  @Column('varchar', { length: 100 })
  label: string;

  @Column('varchar', { length: 20 })
  type: ProductFieldType;

  /** What a `choice` may be; null for every other type. */
  @Column('jsonb', { nullable: true })
  choices: string[] | null;

  /** Lists can be filtered by it. */
  @Column('boolean', { default: false })
  filterable: boolean;

  @Column('integer', { default: 0 })
  position: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
