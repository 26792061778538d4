import { etagOf } from '../../../common/http/if-match.js';
import type { AttributeView } from './data/attributes.repository.js';
import { AttributeNotFound } from './groups.errors.js';

/** An attribute with its values, whatever variants use them. */
export function etagOfAttribute({ id, code, name, position, values = [] }: AttributeView): string {
  const own = values.map((value) => [value.id, value.code, value.value, value.position]);
  return etagOf([id, code, name, position, own]);
}

/** @throws AttributeNotFound */
export function assertAttribute(view: AttributeView | null): asserts view is AttributeView {
  if (view === null) throw new AttributeNotFound();
}
