import { Injectable } from '@nestjs/common';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { Db } from '../../../../database/db.js';
import { CATEGORY_IS_SHOWN, GROUP_IS_SHOWN } from '../../data/sql-parts.js';
import { SLUG_ID } from '../../translations/data/translated.js';
import type { ProductFieldType } from '../../catalog.types.js';
import type {
  FieldFilter,
  ProductFilters,
  ResolvedField,
  ResolvedFilters,
  ResolvedGroups,
} from '../domain/product-filters.js';

interface DefinitionRow {
  readonly groups: ResolvedGroups;
  readonly attributes: readonly { readonly code: string; readonly ids: readonly number[] }[] | null;
  readonly fields: readonly { readonly code: string; readonly type: ProductFieldType }[] | null;
}

// The ids as constants let the planner know how many products have them.
const DEFINITIONS = {
  name: 'catalog-filter-definitions',
  text: `SELECT
    json_build_object(
      'categoryId', (SELECT ct.id FROM categories ct WHERE ct.id = ${SLUG_ID('category', '$4::text')} AND ${CATEGORY_IS_SHOWN('ct')}),
      'collectionId', (SELECT co.id FROM collections co WHERE co.id = ${SLUG_ID('collection', '$5::text')} AND ${GROUP_IS_SHOWN('co')}),
      'brandIds', ARRAY(SELECT bd.id FROM brands bd WHERE ${GROUP_IS_SHOWN('bd')} AND (bd.slug = ANY ($6::text[]) OR bd.id IN (
        SELECT tr.brand_id FROM catalog_translations tr WHERE tr.slug = ANY ($6::text[]) AND tr.brand_id IS NOT NULL)))) AS groups,
    (SELECT json_agg(json_build_object('code', a.code, 'ids', ARRAY(SELECT av.id FROM attribute_values av
        WHERE av.attribute_id = a.id AND av.code = ANY ($2::text[]) ORDER BY av.id)))
      FROM attributes a WHERE a.code = ANY ($1::text[])) AS attributes,
    (SELECT json_agg(json_build_object('code', f.code, 'type', f.type))
      FROM product_fields f WHERE f.code = ANY ($3::text[]) AND f.filterable) AS fields`,
};

const NUMBER = /^-?\d{1,12}(\.\d{1,6})?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Looks up what the codes of a request mean. */
@Injectable()
export class FilterDefinitions {
  constructor(private readonly db: Db) {}

  /**
   * One statement, and none when there is nothing to look up. A value that no product could have finds
   * nothing; a code that the shop does not have is refused.
   *
   * @throws InvalidRequest for an unknown code and for a value that its field cannot hold.
   */
  async resolve(filters: ProductFilters): Promise<ResolvedFilters> {
    const { attributes = [], fields = [], ...rest } = filters;
    const { category, collection, brands } = rest;
    const hasGroup = [category, collection, brands].some((group) => group !== undefined);
    if (attributes.length + fields.length === 0 && !hasGroup) {
      return { ...rest, attributes: [], fields: [], groups: null };
    }
    const [row] = await this.db.query<DefinitionRow>(DEFINITIONS, [
      attributes.map(({ code }) => code),
      attributes.flatMap(({ values }) => values),
      fields.map(({ code }) => code),
      category ?? null,
      collection ?? null,
      brands ?? [],
    ]);
    const ids = new Map(row?.attributes?.map(({ code, ids }) => [code, ids]));
    const types = new Map(row?.fields?.map(({ code, type }) => [code, type]));
    return {
      ...rest,
      groups: row?.groups ?? null,
      attributes: attributes.map(({ code }) => ({
        code,
        valueIds: ids.get(code) ?? refuse(`There is no attribute "${code}"`),
      })),
      fields: fields.map((field) => {
        const type =
          types.get(field.code) ?? refuse(`There is no field "${field.code}" to filter by`);
        return checkedField(field, type);
      }),
    };
  }
}

function checkedField(field: FieldFilter, type: ProductFieldType): ResolvedField {
  const { code, values, from, to } = field;
  const isRange = values.length === 0;
  const ordered = type === 'integer' || type === 'decimal' || type === 'date';
  if (isRange && !ordered) refuse(`The field "${code}" has no range`);
  const given = [...values, from, to].filter((value) => value !== null);
  const form = formOf(type);
  if (given.length === 0 || given.some((value) => !form(value))) {
    refuse(`The field "${code}" cannot have this value`);
  }
  return { ...field, type };
}

function formOf(type: ProductFieldType): (value: string) => boolean {
  switch (type) {
    case 'integer':
    case 'decimal':
      return (value) => NUMBER.test(value);
    case 'date':
      return (value) => DATE.test(value);
    case 'boolean':
      return (value) => value === 'true' || value === 'false';
    case 'text':
    case 'choice':
      return (value) => value.length <= 500;
  }
}

function refuse(detail: string): never {
  throw new InvalidRequest(detail);
}
