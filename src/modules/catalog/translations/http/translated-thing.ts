import { InvalidRequest, RouteNotFound } from '../../../../common/errors/common-errors.js';
import type { TranslatedKind } from '../data/translated.js';
import type { TranslatedThing } from '../translations.types.js';

const KIND_OF_PATH: ReadonlyMap<string, TranslatedKind> = new Map([
  ['products', 'product'],
  ['categories', 'category'],
  ['brands', 'brand'],
  ['collections', 'collection'],
  ['attributes', 'attribute'],
  ['attribute-values', 'attribute_value'],
  ['product-fields', 'product_field'],
]);

/** How the kinds are called in addresses. */
export const TRANSLATED_PATHS: readonly string[] = [...KIND_OF_PATH.keys()];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MAX_NUMBER = 2_147_483_647;

/**
 * What `/admin/{ownerKind}/{ownerId}` means.
 *
 * @throws RouteNotFound for an unknown kind, InvalidRequest for an id that the kind cannot have.
 */
export function thingAt(path: string, id: string): TranslatedThing {
  const kind = KIND_OF_PATH.get(path);
  if (kind === undefined) throw new RouteNotFound();
  const isNumbered = kind === 'attribute' || kind === 'attribute_value';
  const fits = isNumbered ? /^\d{1,10}$/.test(id) && Number(id) <= MAX_NUMBER : UUID.test(id);
  if (!fits) throw new InvalidRequest('The id is not one of this kind');
  return { kind, id };
}
