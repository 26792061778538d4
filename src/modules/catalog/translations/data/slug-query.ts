import { defineQuery, type Query } from '../../data/query.js';
import { CATEGORY_IS_SHOWN, GROUP_IS_SHOWN, PRODUCT_HAS_PAGE } from '../../data/sql-parts.js';
import { type SluggedKind, TABLE_OF_KIND, TRANSLATED } from './translated.js';

const IS_SHOWN: Readonly<Record<SluggedKind, (row: string) => string>> = {
  product: PRODUCT_HAS_PAGE,
  category: CATEGORY_IS_SHOWN,
  brand: GROUP_IS_SHOWN,
  collection: GROUP_IS_SHOWN,
};

function currentSlug(kind: SluggedKind): Query<'slug' | 'locale'> {
  return defineQuery(
    `catalog-moved-${kind}`,
    `SELECT ${TRANSLATED(kind, 'o', 'slug')} AS slug
    FROM slug_history h JOIN ${TABLE_OF_KIND[kind]} o ON o.id = h.${kind}_id
    WHERE h.slug = :slug::text AND h.${kind}_id IS NOT NULL AND ${IS_SHOWN[kind]('o')}`,
  );
}

/** The present slug, in the asked language, of what had a slug before and can be seen. */
export const CURRENT_SLUG: Readonly<Record<SluggedKind, Query<'slug' | 'locale'>>> = {
  product: currentSlug('product'),
  category: currentSlug('category'),
  brand: currentSlug('brand'),
  collection: currentSlug('collection'),
};
