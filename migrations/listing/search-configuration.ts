import { REFRESH_VOCABULARY, SEARCH } from '../1764000002000-create-catalog.js';

// English stop words are looked for before the accents go: "đỏ" (red) must not become "do" and vanish.
// eshop_words knows no stop words: for a query that has nothing else.
export const SEARCH_CONFIGURATION = `
  CREATE TEXT SEARCH DICTIONARY eshop_stop (TEMPLATE = simple, StopWords = english, Accept = false);
  CREATE TEXT SEARCH DICTIONARY eshop_stem (TEMPLATE = snowball, Language = english);
  ALTER TEXT SEARCH CONFIGURATION eshop
    ALTER MAPPING FOR hword, hword_part, word, asciihword, hword_asciipart, asciiword
    WITH eshop_stop, unaccent, eshop_stem;
  CREATE TEXT SEARCH CONFIGURATION eshop_words (COPY = eshop);
  ALTER TEXT SEARCH CONFIGURATION eshop_words
    ALTER MAPPING FOR hword, hword_part, word, asciihword, hword_asciipart, asciiword
    WITH unaccent, eshop_stem;
`;

/** Last on the way up: the words of products have a table of their own from now on. */
export const SEARCH_AFTER = `
  DROP TRIGGER products_search ON products;
  DROP TRIGGER brands_product_search ON brands;
  DROP TRIGGER categories_product_search ON categories;
  DROP FUNCTION renew_product_search();
  DROP FUNCTION set_product_search();
  DROP FUNCTION product_search_vector(text, text, uuid, uuid, text, text);
  DROP INDEX idx_products_popularity;
  ALTER TABLE products DROP COLUMN search_vector;
`;

/** Back to a vector in the product's own row. */
export const SEARCH_BEFORE = `
  DROP INDEX idx_search_vocabulary_prefix;
  DROP FUNCTION refresh_search_vocabulary();
  DROP TEXT SEARCH CONFIGURATION eshop_words;
  ALTER TEXT SEARCH CONFIGURATION eshop
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
  ALTER TEXT SEARCH CONFIGURATION eshop
    ALTER MAPPING FOR asciihword, hword_asciipart, asciiword WITH english_stem;
  DROP TEXT SEARCH DICTIONARY eshop_stem;
  DROP TEXT SEARCH DICTIONARY eshop_stop;
  ALTER TABLE products ADD COLUMN search_vector TSVECTOR;
  ${SEARCH}
  ${REFRESH_VOCABULARY}
  UPDATE products p SET search_vector = product_search_vector(
    p.name, p.sku, p.brand_id, p.category_id, p.short_description, p.description);
  CREATE INDEX idx_products_search_vector ON products USING GIN (search_vector);
  CREATE INDEX idx_products_popularity ON products (rating_count DESC, created_at DESC, id DESC)
    WHERE published AND deleted_at IS NULL AND status IN ('active', 'out_of_stock');
`;
