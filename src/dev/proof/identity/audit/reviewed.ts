/** Write routes, by operation, that leave no entry in the audit log; each with its reason. */
export const LEAVES_NOTHING: Readonly<Record<string, string>> = {};

/** Columns, by operation and table, that change with a write although its request does not name them. */
export const SIDE_EFFECTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> =
  {};
