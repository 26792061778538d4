import { createHash } from 'node:crypto';

/** A statement with a name; PostgreSQL keeps its plan per connection under that name. */
export interface Statement {
  /** At most 63 characters, unique over the program: `orders-lock-cart`. */
  readonly name: string;
  readonly text: string;
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
