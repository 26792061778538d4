import { Injectable } from '@nestjs/common';
import { TranslationsRepository } from '../data/translations.repository.js';
import { NOT_FOUND } from '../translation-view.js';
import { TranslationNotFound } from '../translations.errors.js';
import type { TranslatedThing, Translation } from '../translations.types.js';

/** The translations of one thing, all or one. */
@Injectable()
export class ReadTranslations {
  constructor(private readonly translations: TranslationsRepository) {}

  /** @throws ProductNotFound, CategoryNotFound … when the thing is missing or deleted. */
  async execute(thing: TranslatedThing): Promise<Translation[]> {
    const found = await this.translations.list(thing);
    if (found === null) throw new NOT_FOUND[thing.kind]();
    return found;
  }

  /** @throws TranslationNotFound, and what {@link execute} throws. */
  async one(thing: TranslatedThing, locale: string): Promise<Translation> {
    const found = (await this.execute(thing)).find((translation) => translation.locale === locale);
    if (found === undefined) throw new TranslationNotFound();
    return found;
  }
}
