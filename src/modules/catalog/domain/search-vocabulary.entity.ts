import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A word of names in any language, for typing mistakes and suggestions; made by `refresh_search_vocabulary()`. */
@Entity('search_vocabulary')
@Unique(['word'])
@Index('idx_search_vocabulary_trigram', { synchronize: false })
@Index('idx_search_vocabulary_prefix', { synchronize: false })
export class SearchWord {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  word: string;

  /** In how many products it stands. */
  @Column('integer', { default: 0 })
  productCount: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
