import type { Translation } from '../../translations.types.js';

export class TranslationResponse {
  /** @example "vi" */
  locale: string;

  name: string | null;

  slug: string | null;

  shortDescription: string | null;

  description: string | null;

  updatedAt: string;
}

export class TranslationsResponse {
  items: TranslationResponse[];
}

/** Exactly what staff sees of a translation. */
export function toTranslationResponse(translation: Translation): TranslationResponse {
  const { locale, name, slug, shortDescription, description, updatedAt } = translation;
  return { locale, name, slug, shortDescription, description, updatedAt };
}
