import { TranslationsRepository } from './data/translations.repository.js';
import { TranslationsController } from './http/translations.controller.js';
import { SlugRedirects } from './slug-redirects.js';
import { DeleteTranslation } from './use-cases/delete-translation.js';
import { ReadTranslations } from './use-cases/read-translations.js';
import { SaveTranslation } from './use-cases/save-translation.js';

/** Words of other languages and slugs that moved. */
export const TRANSLATION_CONTROLLERS = [TranslationsController];

export const TRANSLATION_PROVIDERS = [
  SlugRedirects,
  TranslationsRepository,
  ReadTranslations,
  SaveTranslation,
  DeleteTranslation,
];
