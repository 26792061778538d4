import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { slugOf } from '../../domain/slug.js';
import { AttributeRepeated, TooManyVariants } from '../products.errors.js';
import type { AttributeChoice } from '../products.types.js';

/** Combinations that one call makes at most. */
export const MAX_COMBINATIONS = 200;
const MAX_SKU = 100;
const PLACEHOLDER = /\{([^{}]{1,100})\}/g;

/** An attribute with the values that are wanted of it. */
export interface MatrixAxis {
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * Every combination of the chosen values, the last attribute changing fastest.
 *
 * @throws TooManyVariants for more than 200; AttributeRepeated for an attribute that comes twice
 */
export function combine(axes: readonly MatrixAxis[]): AttributeChoice[][] {
  if (new Set(axes.map(({ name }) => name)).size < axes.length) throw new AttributeRepeated();
  // Counted before anything is made: ten attributes of a hundred values are 10^20.
  const count = axes.reduce((product, { values }) => product * new Set(values).size, 1);
  if (count > MAX_COMBINATIONS) {
    throw new TooManyVariants(
      `These are ${count} combinations, at most ${MAX_COMBINATIONS} at once`,
    );
  }
  let rows: AttributeChoice[][] = [[]];
  for (const { name, values } of axes) {
    rows = rows.flatMap((row) => [...new Set(values)].map((value) => [...row, { name, value }]));
  }
  return rows;
}

/**
 * The SKU of a combination: `{sku}` and `{slug}` are the product's, `{Colour}` the value of that attribute,
 * in capitals and without accents: `{sku}-{Colour}-{Size}` becomes `LINEN-SHIRT-NAVY-BLUE-M`.
 *
 * @throws InvalidRequest for a placeholder that is neither
 */
export function fillPattern(
  pattern: string,
  product: { readonly sku: string | null; readonly slug: string },
  choices: readonly AttributeChoice[],
): string {
  const sku = pattern.replace(PLACEHOLDER, (_, name: string) => {
    if (name === 'slug' || name === 'sku') return (product[name] ?? product.slug).toUpperCase();
    const choice = choices.find((one) => one.name === name);
    if (choice === undefined)
      throw new InvalidRequest(`The pattern names {${name}}, which was not chosen`);
    return slugOf(choice.value, 'value').toUpperCase();
  });
  if (sku.length > MAX_SKU)
    throw new InvalidRequest(`The pattern makes SKUs longer than ${MAX_SKU}`);
  return sku;
}
