import { defineError } from '../../../common/errors/domain-error.js';
import { registerConstraintError } from '../../../database/pg-errors.js';
import { SlugTaken } from '../catalog.errors.js';

export class TranslationNotFound extends defineError(
  'catalog.translation_not_found',
  'not_found',
  'There is no translation into this language',
) {}

/** One that is not configured, or the language of the texts themselves. */
export class LocaleNotTranslated extends defineError(
  'catalog.locale_not_translated',
  'unprocessable',
  'The shop does not translate into this language',
) {}

/** A slug for an attribute, a short description for a brand. */
export class NotTranslatable extends defineError(
  'catalog.not_translatable',
  'unprocessable',
  'This has no such text to translate',
) {}

for (const kind of ['product', 'category', 'brand', 'collection']) {
  registerConstraintError(`uq_catalog_translations_${kind}_slug`, SlugTaken);
}
