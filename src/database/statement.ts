/** A statement with a name; PostgreSQL keeps its plan per connection under that name. */
export interface Statement {
  /** At most 63 characters, unique over the program: `orders-lock-cart`. */
  readonly name: string;
  readonly text: string;
}
