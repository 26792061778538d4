import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Something in which variants differ: colour, size, material. */
@Entity('attributes')
@Unique(['name'])
export class Attribute {
  @PrimaryGeneratedColumn('increment')
  id: number;

  @Column('varchar', { length: 100 })
  name: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
