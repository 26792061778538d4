import { Injectable } from '@nestjs/common';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import * as sql from './location-statements.js';

/** A place where pieces lie. */
export interface Location {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly isActive: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** What staff may say about one. */
export type LocationValues = Pick<Location, 'code' | 'name' | 'isActive'>;

type Row = Location & Record<string, unknown>;

/** Reads and writes of `stock_locations`, which belongs to nobody. */
@Injectable()
export class LocationsRepository {
  constructor(private readonly db: Db) {}

  async list(): Promise<(Location & { readonly pieces: number })[]> {
    return this.db.query<Row & { pieces: number }>(sql.LIST_LOCATIONS);
  }

  /** @param tx none: reads outside of a transaction */
  async find(tx: Tx | null, id: string | null): Promise<Location | null> {
    const [row] = await namedQuery<Row>(tx ?? this.db, sql.FIND_LOCATION, [id]);
    return row ?? null;
  }

  /** Null stands for the default one. It stays as it is until the transaction ends. */
  async hold(tx: Tx, id: string | null): Promise<Location | null> {
    const [row] = await namedQuery<Row>(tx, sql.HOLD_LOCATION, [id]);
    return row ?? null;
  }

  async lockAll(tx: Tx): Promise<void> {
    await namedQuery(tx, sql.LOCK_LOCATIONS);
  }

  async insert(tx: Tx, { code, name, isActive }: LocationValues): Promise<string> {
    const [row] = await namedQuery<{ id: string }>(tx, sql.INSERT_LOCATION, [code, name, isActive]);
    if (row === undefined) throw new Error('The new place has no id');
    return row.id;
  }

  async update(tx: Tx, id: string, { code, name, isActive }: LocationValues): Promise<void> {
    await namedQuery(tx, sql.UPDATE_LOCATION, [id, code, name, isActive]);
  }

  async makeDefault(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, sql.LEAVE_DEFAULT, [id]);
    await namedQuery(tx, sql.TAKE_DEFAULT, [id]);
  }

  /** @returns false when something lies there or it is the default one */
  async delete(tx: Tx, id: string): Promise<boolean> {
    const rows = await namedQuery<{ id: string }>(tx, sql.DELETE_LOCATION, [id]);
    return rows.length > 0;
  }
}
