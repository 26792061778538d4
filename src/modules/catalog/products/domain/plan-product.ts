import { randomUUID } from 'node:crypto';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import type { DomainError } from '../../../../common/errors/domain-error.js';
import { SkuTaken, SlugTaken } from '../../catalog.errors.js';
import { checkMetadata } from '../../domain/metadata-schema.js';
import { slugOf } from '../../domain/slug.js';
import {
  GroupUnknown,
  MetadataInvalid,
  PublishForbidden,
  TimeInPast,
  TimesCrossed,
} from '../products.errors.js';
import type { CheckedRow, RowProblem } from './check-rows.js';
import { mergeFields } from './field-values.js';
import type { FoundProduct } from './found.js';
import type { PlanContext } from './plan-context.js';

/** The product of a row as it will be. */
export interface PlannedProduct {
  readonly id: string;
  readonly isNew: boolean;
  readonly slug: string;
  readonly name: string;
  readonly basePrice: string;
  /** Columns to write: all that are given, and what follows from them. */
  readonly columns: Readonly<Record<string, unknown>>;
  /** Collections it is to be in by hand; undefined where they stay. */
  readonly collectionIds: readonly string[] | undefined;
}

type Columns = Record<string, unknown>;

const PUBLISHING = ['published', 'publish_at', 'unpublish_at'];
const POINTERS: Readonly<Record<string, string>> = {
  published: '/published',
  publish_at: '/publishAt',
  unpublish_at: '/unpublishAt',
};

/** Finds out what a row makes of its product; what speaks against it goes into `problems`. */
export function planProduct(
  row: CheckedRow,
  there: FoundProduct | undefined,
  context: PlanContext,
  problems: RowProblem[],
): PlannedProduct {
  const refuse = (pointer: string, error: DomainError): void => {
    problems.push({ pointer, error });
  };
  const columns: Columns = { ...row.columns };
  const id = there?.id ?? randomUUID();
  const name = text(columns, 'name') ?? there?.name ?? '';
  if (name === '') refuse('/name', new InvalidRequest('A new product needs a name'));
  const collectionIds = nameGroups(row, columns, there, context, refuse);
  const basePrice = text(columns, 'base_price') ?? there?.basePrice ?? lowestPrice(row);
  if (basePrice === undefined) {
    refuse(
      '/basePrice',
      new InvalidRequest('A new product needs a price, or variants with prices'),
    );
  }
  if (there === undefined) Object.assign(columns, { name, base_price: basePrice });
  const slug = takeSlug(row, there, id, name, context);
  if (slug === null) refuse('/slug', new SlugTaken());
  else if (slug !== there?.slug) columns['slug'] = slug;
  const sku = text(columns, 'sku');
  if (sku !== undefined && !context.productSkus.take(sku, id)) refuse('/sku', new SkuTaken());
  if (row.customFields !== undefined) {
    const { fields } = context.found;
    columns['custom_fields'] = mergeFields(
      there?.customFields ?? {},
      row.customFields,
      fields,
      problems,
    );
  }
  checkAgainstSchema(columns, there, context, refuse);
  checkTimes(columns, there, context, refuse);
  const isNew = there === undefined;
  return { id, isNew, slug: slug ?? '', name, basePrice: basePrice ?? '0', columns, collectionIds };
}

type Refuse = (pointer: string, error: DomainError) => void;

function text(columns: Columns, name: string): string | undefined {
  const value = columns[name];
  return typeof value === 'string' ? value : undefined;
}

/** Puts ids in the place of slugs. */
function nameGroups(
  { brand, category, collections }: CheckedRow,
  columns: Columns,
  there: FoundProduct | undefined,
  { found }: PlanContext,
  refuse: Refuse,
): string[] | undefined {
  const idOf = (ids: ReadonlyMap<string, string>, slug: string, pointer: string): string | null => {
    const id = ids.get(slug) ?? null;
    if (id === null) refuse(pointer, new GroupUnknown());
    return id;
  };
  if (brand !== undefined) {
    columns['brand_id'] = brand === null ? null : idOf(found.brands, brand, '/brand');
  }
  if (category !== undefined) {
    columns['category_id'] =
      category === null ? null : idOf(found.categories, category, '/category');
  }
  if (collections === undefined) return undefined;
  const ids = collections.map((slug, at) => idOf(found.collections, slug, `/collections/${at}`));
  const known = [...new Set(ids.filter((id) => id !== null))];
  const main = there?.mainCollectionId ?? null;
  const stored = there?.collectionIds ?? [];
  if (known.length === stored.length && known.every((id) => stored.includes(id))) return undefined;
  columns['collection_id'] = main !== null && known.includes(main) ? main : (known[0] ?? null);
  return known;
}

function lowestPrice({ variants }: CheckedRow): string | undefined {
  const prices = (variants ?? []).flatMap(({ columns }) => text(columns, 'price') ?? []);
  return prices.sort((a, b) => Number(a) - Number(b))[0];
}

/** The slugs that a row without one may get: of its name, and where that is taken of name and SKU. */
export function slugsFor(name: string, sku: string | undefined): string[] {
  const plain = slugOf(name, 'product');
  return sku === undefined ? [plain] : [plain, slugOf(`${name} ${sku}`, 'product')];
}

/** @returns null when another product has it. */
function takeSlug(
  { columns }: CheckedRow,
  there: FoundProduct | undefined,
  id: string,
  name: string,
  { slugs }: PlanContext,
): string | null {
  const given = text(columns, 'slug');
  if (given === undefined && there !== undefined) return there.slug;
  const wanted = given === undefined ? slugsFor(name, text(columns, 'sku')) : [given];
  return wanted.find((slug) => slugs.take(slug, id)) ?? null;
}

/** Metadata are looked at when they, or the category that says how they must be, are written. */
function checkAgainstSchema(
  columns: Columns,
  there: FoundProduct | undefined,
  { found }: PlanContext,
  refuse: Refuse,
): void {
  const isTouched = there === undefined || 'metadata' in columns || 'category_id' in columns;
  const category = 'category_id' in columns ? columns['category_id'] : there?.categoryId;
  if (!isTouched || typeof category !== 'string') return;
  const metadata = 'metadata' in columns ? columns['metadata'] : there?.metadata;
  for (const { pointer, detail } of checkMetadata(found.schemas.get(category), metadata)) {
    refuse(`/metadata${pointer}`, new MetadataInvalid(detail));
  }
}

function checkTimes(
  columns: Columns,
  there: FoundProduct | undefined,
  { mayPublish, now }: PlanContext,
  refuse: Refuse,
): void {
  for (const name of PUBLISHING) {
    if (name in columns && !mayPublish) refuse(POINTERS[name] ?? '', new PublishForbidden());
  }
  const publishAt = timeOf(columns, 'publish_at', there?.publishAt);
  const unpublishAt = timeOf(columns, 'unpublish_at', there?.unpublishAt);
  const isPast = (time: Date | null, stored: Date | null | undefined): boolean =>
    time !== null && time <= now && time.getTime() !== stored?.getTime();
  if (isPast(publishAt, there?.publishAt)) refuse('/publishAt', new TimeInPast());
  if (isPast(unpublishAt, there?.unpublishAt)) refuse('/unpublishAt', new TimeInPast());
  const isWritten = 'publish_at' in columns || 'unpublish_at' in columns;
  if (isWritten && publishAt !== null && unpublishAt !== null && unpublishAt <= publishAt) {
    refuse('/unpublishAt', new TimesCrossed());
  }
}

function timeOf(columns: Columns, name: string, stored: Date | null | undefined): Date | null {
  const given = columns[name];
  if (typeof given === 'string') return new Date(given);
  return given === null ? null : (stored ?? null);
}
