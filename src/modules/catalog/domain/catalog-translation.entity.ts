import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Attribute } from './attribute.entity.js';
import { AttributeValue } from './attribute-value.entity.js';
import { Brand } from './brand.entity.js';
import { Category } from './category.entity.js';
import { Collection } from './collection.entity.js';
import { Product } from './product.entity.js';
import { ProductField } from './product-field.entity.js';

/** The words for one thing of the catalogue in one language; what is null falls back to the thing's own. */
@Entity('catalog_translations')
@Index('uq_catalog_translations_product', { synchronize: false })
@Index('uq_catalog_translations_category', { synchronize: false })
@Index('uq_catalog_translations_brand', { synchronize: false })
@Index('uq_catalog_translations_collection', { synchronize: false })
@Index('uq_catalog_translations_attribute', { synchronize: false })
@Index('uq_catalog_translations_attribute_value', { synchronize: false })
@Index('uq_catalog_translations_product_field', { synchronize: false })
@Index('uq_catalog_translations_product_slug', { synchronize: false })
@Index('uq_catalog_translations_category_slug', { synchronize: false })
@Index('uq_catalog_translations_brand_slug', { synchronize: false })
@Index('uq_catalog_translations_collection_slug', { synchronize: false })
@Check(
  'ck_catalog_translations_owner',
  'num_nonnulls(product_id, category_id, brand_id, collection_id, attribute_id, attribute_value_id, product_field_id) = 1',
)
export class CatalogTranslation {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid', { nullable: true })
  productId: string | null;

  @ManyToOne(() => Product, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn()
  product: Relation<Product> | null;

  @Column('uuid', { nullable: true })
  categoryId: string | null;

  @ManyToOne(() => Category, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn()
  category: Relation<Category> | null;

  @Column('uuid', { nullable: true })
  brandId: string | null;

  @ManyToOne(() => Brand, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn()
  brand: Relation<Brand> | null;

  @Column('uuid', { nullable: true })
  collectionId: string | null;

  @ManyToOne(() => Collection, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn()
  collection: Relation<Collection> | null;

  @Column('integer', { nullable: true })
  attributeId: number | null;

  @ManyToOne(() => Attribute, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn()
  attribute: Relation<Attribute> | null;

  @Column('integer', { nullable: true })
  attributeValueId: number | null;

  @ManyToOne(() => AttributeValue, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn()
  attributeValue: Relation<AttributeValue> | null;

  @Column('uuid', { nullable: true })
  productFieldId: string | null;

  @ManyToOne(() => ProductField, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn()
  productField: Relation<ProductField> | null;

  /** A language tag of the configuration: `vi`. */
  @Column('varchar', { length: 10 })
  locale: string;

  @Column('varchar', { length: 255, nullable: true })
  name: string | null;

  @Column('varchar', { nullable: true })
  slug: string | null;

  @Column('text', { nullable: true })
  shortDescription: string | null;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
