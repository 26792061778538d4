import { Inject, Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { TranslationsRepository } from '../data/translations.repository.js';
import { etagOfTranslation, NOT_FOUND, WORDS_OF } from '../translation-view.js';
import { LocaleNotTranslated, NotTranslatable } from '../translations.errors.js';
import type { TranslatedThing, TranslatedWords, Translation } from '../translations.types.js';

/** Writes the words of one thing in one language, in place of those that were there. */
@Injectable()
export class SaveTranslation {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly translations: TranslationsRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * What is null falls back to the thing's own text.
   *
   * @throws LocaleNotTranslated, NotTranslatable, PreconditionFailed, SlugTaken
   * @throws ProductNotFound, CategoryNotFound … when the thing is missing or deleted
   */
  async execute(
    ctx: RequestContext,
    thing: TranslatedThing,
    locale: string,
    words: TranslatedWords,
    ifMatch: string | null,
  ): Promise<Translation> {
    // The first one is the language of the texts themselves.
    if (!this.env.LOCALES.slice(1).includes(locale)) throw new LocaleNotTranslated();
    assertHasWords(thing, words);
    return this.uow.run(ctx, async (tx) => {
      if (!(await this.translations.hold(tx, thing))) throw new NOT_FOUND[thing.kind]();
      const stored = await this.translations.find(tx, thing, locale);
      assertUnchanged(ifMatch, etagOfTranslation(stored));
      return this.translations.save(tx, thing, locale, words);
    });
  }
}

function assertHasWords({ kind }: TranslatedThing, words: TranslatedWords): void {
  const errors = Object.entries(words)
    .filter(([word, text]) => text !== null && !WORDS_OF[kind].some((known) => known === word))
    .map(([word]) => ({ pointer: `/${word}`, code: 'not_translatable' }));
  if (errors.length > 0) throw new NotTranslatable(undefined, undefined, errors);
}
