import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A hand-picked group of products, in an order of its own. Name and slug are unique among those not deleted. */
@Entity('collections')
@Index('uq_collections_name', { synchronize: false })
@Index('uq_collections_slug', { synchronize: false })
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

  @Column('timestamptz', { nullable: true })
  deletedAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
