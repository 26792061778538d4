import { defineQuery, type Query } from '../../data/query.js';
import { type FacetName, MAX_COUNTED } from '../domain/facets.js';
import type { ResolvedFilters } from '../domain/product-filters.js';
import type { Bindings } from './bindings.js';
import {
  attributesFacet,
  brandFacet,
  categoryFacet,
  type CodeBase,
  fieldsFacet,
  priceFacet,
  ratingFacet,
  stockFacet,
} from './facet-parts.js';
import { type Condition, conditionsOf } from './filter-conditions.js';

const COLUMNS =
  'l.id, l.brand_id, l.category_id, l.price_min, l.rating_average, l.value_ids, l.fields, l.sellable';

/**
 * Counts for the asked facets in one statement: JSON text in `body`. Each set of products is read once:
 * that of all filters, and one for each facet with a filter of its own, which is left out there.
 *
 * @param words a condition on `l.id` that a search adds
 */
export function facetQuery(
  names: readonly FacetName[],
  filters: ResolvedFilters,
  bind: Bindings,
  words: string | null,
): Query<string> {
  const sets = new CountedSets(filters, bind, words);
  const members = names.map((name) => `'${name}', ${facetOf(name, sets, filters, bind)}`);
  return defineQuery(
    '',
    `WITH ${sets.text()} SELECT json_build_object(${members.join(',\n')})::text AS body`,
  );
}

function facetOf(
  name: FacetName,
  sets: CountedSets,
  filters: ResolvedFilters,
  bind: Bindings,
): string {
  switch (name) {
    case 'category':
      return categoryFacet(sets.without(null), sets.categoryId);
    case 'brand':
      return brandFacet(sets.without('brand'));
    case 'attributes':
      return attributesFacet(codeBases('attribute', filters.attributes, sets, bind));
    case 'fields':
      return fieldsFacet(codeBases('field', filters.fields, sets, bind));
    case 'price':
      return priceFacet(sets.without('price'));
    case 'rating':
      return ratingFacet(sets.without('rating'));
    case 'stock':
      return stockFacet(sets.without('stock'));
  }
}

/** Those that are filtered by are counted without their own filter, all others together. */
function codeBases(
  kind: 'attribute' | 'field',
  filtered: readonly { readonly code: string }[],
  sets: CountedSets,
  bind: Bindings,
): CodeBase[] {
  const own = filtered.map(({ code }): CodeBase => {
    const name = bind.add(code);
    return {
      base: sets.without(`${kind}:${code}`),
      which: (column) => `${column} = ${name}::text`,
    };
  });
  if (filtered.length === 0) return [{ base: sets.without(null), which: () => 'true' }];
  const names = bind.add(filtered.map(({ code }) => code));
  return [
    ...own,
    { base: sets.without(null), which: (column) => `NOT (${column} = ANY (${names}::text[]))` },
  ];
}

/** The sets of products that a facet statement reads, each under a short name. */
class CountedSets {
  private readonly conditions: readonly Condition[];
  /** What stands for the id of the category; null without one. */
  readonly categoryId: string | null;
  private readonly names = new Map<string | null, string>();

  constructor(
    filters: ResolvedFilters,
    bind: Bindings,
    private readonly words: string | null,
  ) {
    this.conditions = conditionsOf(filters, bind, 'category');
    this.categoryId =
      filters.category === undefined ? null : bind.add(filters.groups?.categoryId ?? null);
  }

  /** The set of all filters but one facet's own; of all when it has none. */
  without(facet: string | null): string {
    const key = this.conditions.some((condition) => condition.facet === facet) ? facet : null;
    const name = this.names.get(key) ?? `s${this.names.size}`;
    this.names.set(key, name);
    return name;
  }

  text(): string {
    const from =
      this.categoryId === null
        ? 'product_listings l'
        : 'category_listings cl JOIN product_listings l ON l.id = cl.product_id';
    const always = [
      this.categoryId === null ? 'true' : `cl.category_id = ${this.categoryId}::uuid`,
      ...(this.words === null ? [] : [this.words]),
    ];
    return [...this.names]
      .map(([facet, name]) => {
        const rest = this.conditions.filter((own) => facet === null || own.facet !== facet);
        const where = [...always, ...rest.map(({ sql }) => sql)].join(' AND ');
        return `base_${name} AS MATERIALIZED (SELECT ${COLUMNS} FROM ${from} WHERE ${where} LIMIT ${MAX_COUNTED + 1}),
          hits_${name} AS MATERIALIZED (SELECT * FROM base_${name} LIMIT ${MAX_COUNTED})`;
      })
      .join(',\n');
  }
}
