import { InvalidCursor } from '../errors/common-errors.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { decodeTimeCursor, encodeTimeCursor } from './time-cursor.js';

/** A sort and its reverse. */
export type Sort<Name extends string> = Name | `-${Name}`;

/** A column that a list may be sorted by. It holds no null. */
export interface SortColumn {
  readonly column: string;
  readonly kind: keyof typeof FORMS;
}

/** Where a page ends: the sorted value of its last row as text, and its id. */
export interface SortPosition {
  readonly at: string;
  readonly id: string;
}

/** Pieces of a statement. */
export interface SortSql {
  /** The sorted value as text, for the next cursor. */
  readonly key: string;
  /** What rows behind the cursor have in common. */
  readonly after: string;
  readonly orderBy: string;
}

// What the database can read as each of these; anything else would fail in a cast.
const FORMS = {
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/,
  numeric: /^-?\d{1,12}(\.\d{1,6})?$/,
  int: /^-?\d{1,9}$/,
  text: /^[\s\S]{0,500}$/,
} as const;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * The orders that a list can be read in: their names for the query, their SQL, and cursors that are good in
 * their own order only. The first one is what is taken when nothing is asked for; where it is by a time its
 * cursor is that of `time-cursor.ts`.
 */
export class SortOrders<Name extends string> {
  readonly names: readonly Sort<Name>[];

  /**
   * @param id the column that tells rows apart whose values are the same
   * @param columns each with an index over it and the id
   */
  constructor(
    private readonly id: string,
    readonly first: Sort<NoInfer<Name>>,
    private readonly columns: Readonly<Record<Name, SortColumn>>,
  ) {
    const names = Object.keys(columns) as Name[];
    this.names = names.flatMap((name): Sort<Name>[] => [name, `-${name}`]);
  }

  /**
   * @param at the parameter of the position's value, for example `$4`
   * @param idAt the parameter of its id
   * @param isFirstPage whether both are null
   */
  sql(sort: Sort<Name>, at: string, idAt: string, isFirstPage: boolean): SortSql {
    const { column, kind } = this.columnOf(sort);
    const isDown = sort.startsWith('-');
    const direction = isDown ? 'DESC' : 'ASC';
    const [value, id] = [`${at}::${kind}`, `${idAt}::uuid`];
    return {
      key: `${column}::text`,
      after: isFirstPage
        ? `${value} IS NULL AND ${id} IS NULL`
        : `(${column}, ${this.id}) ${isDown ? '<' : '>'} (${value}, ${id})`,
      orderBy: `${column} ${direction}, ${this.id} ${direction}`,
    };
  }

  /** @throws InvalidCursor for anything that this list did not give out in this order */
  read(sort: Sort<Name>, cursor: string | null): SortPosition | null {
    if (cursor === null) return null;
    if (this.isPlain(sort)) return decodeTimeCursor(cursor);
    const [of, at, id] = decodeCursor(cursor, 3);
    if (of !== sort || typeof at !== 'string' || typeof id !== 'string') throw new InvalidCursor();
    if (!FORMS[this.columnOf(sort).kind].test(at) || !UUID.test(id)) throw new InvalidCursor();
    return { at, id };
  }

  /** The cursor behind a row. */
  write(sort: Sort<Name>, last: SortPosition): string {
    return this.isPlain(sort) ? encodeTimeCursor(last) : encodeCursor([sort, last.at, last.id]);
  }

  private isPlain(sort: Sort<Name>): boolean {
    return sort === this.first && this.columnOf(sort).kind === 'timestamptz';
  }

  private columnOf(sort: Sort<Name>): SortColumn {
    return this.columns[sort.replace(/^-/, '') as Name];
  }
}
