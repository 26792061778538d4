import { InvalidCursor } from '../../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../../common/http/cursor.js';
import type { ProductSort } from '../domain/product-filters.js';

/** The last row of a page: its sort value as text, and its id. */
export interface Position {
  readonly value: string;
  readonly id: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const AMOUNT = /^\d{1,10}(\.\d{1,2})?$/;
const COUNT = /^\d{1,9}$/;
const PLACE = /^\d{1,18}$/;
const RANK = /^\d{1,6}(\.\d{1,20})?(e-?\d{1,2})?$/;
const MAX_NAME = 400;

/** The cursor of the next page; null after the last row. */
export function writePosition(
  sort: ProductSort | 'relevance',
  value: string | null,
  id: string | null,
): string | null {
  return id === null ? null : encodeCursor([sort, value, id]);
}

/** @throws InvalidCursor for one of another list or order. */
export function readPosition(text: string, sort: ProductSort | 'relevance'): Position {
  const [madeFor, value, id] = decodeCursor(text, 3);
  const isPosition = typeof value === 'string' && typeof id === 'string' && UUID.test(id);
  if (madeFor !== sort || !isPosition || !fits(sort, value)) throw new InvalidCursor();
  return { value, id };
}

/** PostgreSQL would answer a value that its column cannot hold with an error. */
function fits(sort: ProductSort | 'relevance', value: string): boolean {
  switch (sort) {
    case '-createdAt':
      return TIME.test(value) && !Number.isNaN(Date.parse(value));
    case 'price':
    case '-price':
    case '-rating':
      return AMOUNT.test(value);
    case '-sold':
      return COUNT.test(value);
    case 'position':
      return PLACE.test(value);
    case 'relevance':
      return RANK.test(value);
    case 'name':
      return value.length <= MAX_NAME;
  }
}
