import type { Format } from '../domain/columns.js';
import type { ImportFormat, ImportKind } from '../transfers.types.js';
import { MEDUSA } from './medusa.js';
import { OWN_FORMATS } from './own.js';
import { SHOPIFY } from './shopify.js';
import { VENDURE } from './vendure.js';

const OTHER_SHOPS: Readonly<Partial<Record<ImportFormat, Format>>> = {
  shopify: SHOPIFY,
  medusa: MEDUSA,
  vendure: VENDURE,
};

/** What the columns of a file mean. */
export function formatOf(kind: ImportKind, format: ImportFormat): Format {
  return OTHER_SHOPS[format] ?? OWN_FORMATS[kind];
}
