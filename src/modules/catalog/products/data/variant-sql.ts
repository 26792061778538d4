import { AVAILABILITY, CAN_BE_SOLD } from '../../data/sql-parts.js';
import { LOWEST_BEFORE_REDUCTION, OTHER_PRICE, SHOWN_PRICE } from '../../prices/data/priced.js';
import { PRICE_BREAKS } from '../../prices/data/price-breaks.js';
import { TRANSLATED } from '../../translations/data/translated.js';

/** Ids of a variant's attribute values: its key has them, so that no table between is read. */
export const VALUE_IDS = (v: string): string =>
  `unnest(string_to_array(${v}.option_key, '-')::int[])`;

/** Attributes of variant `v` with their values, in the asked language and in the shop's own. */
const ATTRIBUTES = `
  SELECT COALESCE(json_agg(json_build_object('code', x.code, 'name', x.name, 'valueCode', x.value_code, 'value', x.value)
      ORDER BY x.position, x.id), '[]'::json) AS items,
    string_agg(x.base_value, ' / ' ORDER BY x.position, x.id) AS base_name,
    string_agg(x.value, ' / ' ORDER BY x.position, x.id) AS name
  FROM (
    SELECT a.id, a.position, a.code, av.code AS value_code, av.value AS base_value,
      ${TRANSLATED('attribute', 'a', 'name')} AS name,
      ${TRANSLATED('attribute_value', 'av', 'name', 'av.value')} AS value
    FROM ${VALUE_IDS('v')} AS k (id) JOIN attribute_values av ON av.id = k.id
    JOIN attributes a ON a.id = av.attribute_id
  ) x`;

/**
 * A variant as the public sees it: no cost, no exact stock. A SELECT without FROM's neighbours: it
 * needs a row `v` of `product_variants` and its product `p` in sight. A name that is made of the values
 * follows their language.
 */
export const variantJson = (v: string): string => `
  SELECT v.id, CASE WHEN :locale::text IS NOT NULL AND v.name = attrs.base_name THEN attrs.name ELSE v.name END AS name,
    v.sku, v.barcode, round(shown.price, shown.digits)::text AS price,
    round(shown.compare_at_price, shown.digits)::text AS "compareAtPrice",
    CASE WHEN shown.compare_at_price IS NOT NULL THEN
      round(${LOWEST_BEFORE_REDUCTION('v.id', 'shown.other')}, shown.digits)::text END AS "lowestPrice30Days",
    shown.currency, ${PRICE_BREAKS} AS "priceBreaks", p.status = 'active' AND ${CAN_BE_SOLD('v')} AS purchasable,
    CASE WHEN p.status = 'discontinued' THEN 'discontinued'
      WHEN p.status = 'out_of_stock' OR NOT ${CAN_BE_SOLD('v')} THEN 'out_of_stock' END AS "unavailableReason",
    CASE WHEN p.status = 'active' THEN ${AVAILABILITY('v')} END AS availability,
    CASE WHEN v.available_on > CURRENT_DATE THEN v.available_on::text END AS "availableOn",
    v.requires_shipping AS "requiresShipping", COALESCE(v.weight, p.weight) AS weight, attrs.items AS attributes,
    (SELECT i.url FROM images i WHERE i.variant_id = v.id ORDER BY i.position, i.id LIMIT 1) AS "imageUrl"
  FROM (SELECT ${v}.*) v
  ${OTHER_PRICE('v.id', 'other')}
  CROSS JOIN LATERAL (${SHOWN_PRICE('other', 'v')}) shown
  CROSS JOIN LATERAL (${ATTRIBUTES}) attrs`;
