import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A group of products, picked by hand or by rules, in an order of its own. Name and slug are unique among those not deleted. */
@Entity('collections')
@Index('uq_collections_name', { synchronize: false })
@Index('uq_collections_slug', { synchronize: false })
@Index('idx_collections_rules', { synchronize: false })
@Check('ck_collections_rules', `jsonb_typeof(rules->'conditions') = 'array'`)
export class Collection {
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

  /** False: no page, no filter; its products stay. */
  @Column('boolean', { default: true })
  published: boolean;

  @Column('varchar')
  slug: string;

  @Column('integer', { default: 0 })
  displayOrder: number;

  /** Which products belong to it (`groups/domain/collection-rules.ts`); null: those put in by hand alone. */
  @Column('jsonb', { nullable: true })
  rules: Record<string, unknown> | null;

  @Column('timestamptz', { nullable: true })
  deletedAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
