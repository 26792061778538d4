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

/** A node of the category tree. Its name is unique over the whole tree. */
@Entity('categories')
@Check('ck_categories_depth', 'length(path) <= 1 + 32 * 37')
@Index('uq_categories_name', { synchronize: false })
@Index('uq_categories_slug', { synchronize: false })
@Index('idx_categories_path', { synchronize: false })
@Index('idx_categories_search', { synchronize: false })
@Index('idx_categories_parent_id', ['parentId', 'displayOrder'])
export class Category {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('varchar', { length: 255 })
  name: string;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('text', { nullable: true })
  imageUrl: string | null;

  @Column('varchar', { nullable: true })
  imageId: string | null;

  /** False: this category and all below it have no page; their products stay. */
  @Column('boolean', { default: true })
  published: boolean;

  @Column('varchar')
  slug: string;

  @Column('integer', { default: 0 })
  displayOrder: number;

  @Column('timestamptz', { nullable: true })
  deletedAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;

  @Column('uuid', { nullable: true })
  parentId: string | null;

  @ManyToOne(() => Category, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  parent: Relation<Category> | null;

  /** `/<root id>/…/<own id>/`, kept by trigger: a subtree is one prefix. */
  @Column('text', { default: '' })
  path: string;

  /** Tax class of products that name none themselves. */
  @Column('varchar', { length: 50, nullable: true })
  taxClass: string | null;

  /** JSON Schema for the metadata of products filed here or below; the nearest one counts. */
  @Column('jsonb', { nullable: true })
  metadataSchema: Record<string, unknown> | null;
}
