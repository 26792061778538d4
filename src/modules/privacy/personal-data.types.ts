/** How a value is protected where it is stored. */
export type Protection =
  /** As it came: needed for searching, mailing, shipping or reports. */
  | 'plain'
  /** A digest of a secret; the secret is nowhere. */
  | 'hash'
  /** A keyed digest that finds or counts without being read. */
  | 'blind_index'
  /** AES-256-GCM under the key ring, bound to `<table>.<column>:<row id>`. */
  | 'encrypted';

/** One column with personal data. */
export interface PersonalColumn {
  readonly protection: Protection;
  /** Encrypted fields inside a JSON document, bound to `<table>.<column>.<field>:<row id>`. */
  readonly fields?: readonly string[];
  /** For a blind index: the encrypted column whose clear text it is of. */
  readonly digestOf?: string;
  /** SQL of what erasing leaves there; the row is `t`. */
  readonly erased?: string;
  /** Why it stays. */
  readonly kept?: string;
  /** Never in an export: a secret, a digest of one, or something that opens a door. */
  readonly secret?: true;
}

/** What erasing does with the rows of a table. */
export type EraseRule =
  | 'delete'
  /** `erased` of each column, and `alsoErased`. */
  | 'overwrite'
  /** By a function of the database: the application may not change these rows. */
  | 'by_function'
  | 'keep';

/** A table whose rows belong to somebody. Tables stand in the order in which they are erased. */
export interface PersonalTable {
  readonly table: string;
  /** Whether `<table>_archive` holds rows of the same kind. */
  readonly archived?: true;
  /**
   * SQL condition on `t` for the rows of a person: `$1` his id (null for a guest), `$2` ids of orders
   * he placed as a guest, `:orders` a SELECT of all his orders.
   */
  readonly whose: string;
  readonly erase: EraseRule;
  /** Columns that erasing sets beside the personal ones. */
  readonly alsoErased?: Readonly<Record<string, string>>;
  /** Whether the rows go into the export of the person's data; a reason if not. */
  readonly exported: true | { readonly not: string };
  readonly columns: Readonly<Record<string, PersonalColumn>>;
}
