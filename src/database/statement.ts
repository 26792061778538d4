import { createHash } from 'node:crypto';

/** A statement with a name; PostgreSQL keeps its plan per connection under that name. */
export interface Statement {
  /** At most 63 characters, unique over the program: `orders-lock-cart`. */
  readonly name: string;
  readonly text: string;
  /**
   * `once`: for each connection it is planned a single time, whatever its values are, where the server would weigh that
   * against plans for each value. For reads by `Db.queryAs` that are planned much longer than they run.
   */
  readonly plan?: 'once';
}

/**
 * A statement that is put together of what somebody asks for, each text under a name of its own, so that it is
 * planned for just that.
 *
 * @param prefix at most 38 characters
 */
export function namedByText(prefix: string, text: string): Statement {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 24);
  return { name: `${prefix}-${digest}`, text };
}
