import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Something in which variants differ: colour, size, material. */
@Entity('attributes')
@Unique(['name'])
@Unique('uq_attributes_code', ['code'])
export class Attribute {
  @PrimaryGeneratedColumn('increment')
  id: number;

  @Column('varchar', { length: 100 })
  name: string;

  /** How addresses and rules name it; stays when the name changes. Filled by trigger when left out. */
  @Column('varchar', { length: 100 })
  code: string;

  @Column('integer', { default: 0 })
  position: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
