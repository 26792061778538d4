import type { Statement } from '../../../../database/statement.js';

const COLUMNS = 'id, code, label, type, choices, filterable, position';

export const LIST_FIELDS: Statement = {
  name: 'product-fields-list',
  text: `SELECT ${COLUMNS} FROM product_fields ORDER BY position, code`,
};

/** $1 id. */
export const GET_FIELD: Statement = {
  name: 'product-fields-get',
  text: `SELECT ${COLUMNS} FROM product_fields WHERE id = $1::uuid`,
};

/** $1 id. Writers of products share the row while they write its values. */
export const LOCK_FIELD: Statement = {
  name: 'product-fields-lock',
  text: `SELECT ${COLUMNS} FROM product_fields WHERE id = $1::uuid FOR UPDATE`,
};

export const COUNT_FIELDS: Statement = {
  name: 'product-fields-count',
  text: 'SELECT count(*)::int AS n FROM product_fields',
};

/** $1 code, $2 label, $3 type, $4 choices, $5 filterable, $6 position. */
export const INSERT_FIELD: Statement = {
  name: 'product-fields-insert',
  text: `INSERT INTO product_fields (code, label, type, choices, filterable, position)
    VALUES ($1, $2, $3, $4::jsonb, $5, $6) RETURNING ${COLUMNS}`,
};

/** $1 id, $2 label, $3 type, $4 choices, $5 filterable, $6 position. */
export const UPDATE_FIELD: Statement = {
  name: 'product-fields-update',
  text: `UPDATE product_fields SET label = $2, type = $3, choices = $4::jsonb, filterable = $5, position = $6
    WHERE id = $1::uuid RETURNING ${COLUMNS}`,
};

/** $1 id. */
export const DELETE_FIELD: Statement = {
  name: 'product-fields-delete',
  text: 'DELETE FROM product_fields WHERE id = $1::uuid',
};

/** Whether a product, a deleted one too, has a value in $1 field; of $2 choices (null: any value). */
export const FIELD_USED: Statement = {
  name: 'product-fields-used',
  text: `SELECT EXISTS (SELECT 1 FROM products p
      WHERE p.custom_fields <> '{}' AND p.custom_fields ? $1::text
        AND ($2::text[] IS NULL OR p.custom_fields ->> $1::text = ANY ($2::text[]))) AS used`,
};

/** Takes the values of $1 field from all products. */
export const STRIP_FIELD: Statement = {
  name: 'product-fields-strip',
  text: `UPDATE products SET custom_fields = custom_fields - $1::text
    WHERE custom_fields <> '{}' AND custom_fields ? $1::text`,
};
