import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { AttributeValue } from './attribute-value.entity.js';
import { ProductVariant } from './product-variant.entity.js';

/** That a variant has this value. */
@Entity('variant_attributes')
export class VariantAttribute {
  @PrimaryColumn('uuid')
  variantId: string;

  @ManyToOne(() => ProductVariant, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  variant: Relation<ProductVariant>;

  @PrimaryColumn('integer')
  @Index('idx_variant_attributes_attribute_value_id')
  attributeValueId: number;

  @ManyToOne(() => AttributeValue, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  attributeValue: Relation<AttributeValue>;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
