/** Members of a class of answers; of each the class of what it holds, or an empty text. */
export type Members = Readonly<Record<string, string>>;

/** What one operation takes beside its own parameters; made from the OpenAPI document. */
export interface OperationManners {
  /** Names that its query may have. */
  readonly query: readonly string[];
  /** Anybody may call it with more names than these. */
  readonly isOpen?: true;
  /** The class whose members `fields` may name; of a list that of its items. */
  readonly fields?: { readonly of: string; readonly isList: boolean };
  /** It answers the new state, which may be left out: `Prefer: return=minimal`. */
  readonly isMinimal?: true;
  /** Where what it has made is read, with `{id}` for its number; `{other}` are parameters of its own address. */
  readonly location?: string;
}

/** All operations by their id, and the classes of their answers. */
export interface MannersTable {
  readonly operations: Readonly<Record<string, OperationManners>>;
  readonly classes: Readonly<Record<string, Members>>;
}
