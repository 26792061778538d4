import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { Attribute } from './attribute.entity.js';

/** A value that an attribute can have. */
@Entity('attribute_values')
@Unique(['attributeId', 'value'])
@Unique('uq_attribute_values_code', ['attributeId', 'code'])
export class AttributeValue {
  @PrimaryGeneratedColumn('increment')
  id: number;

  @Column('integer')
  attributeId: number;

  @ManyToOne(() => Attribute, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  attribute: Relation<Attribute>;

  @Column('varchar', { length: 100 })
  value: string;

  /** How addresses and rules name it; stays when the value is renamed. Filled by trigger when left out. */
  @Column('varchar', { length: 100 })
  code: string;

  @Column('integer', { default: 0 })
  position: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}
