import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { TranslationsRepository } from '../data/translations.repository.js';
import { etagOfTranslation, NOT_FOUND } from '../translation-view.js';
import { TranslationNotFound } from '../translations.errors.js';
import type { TranslatedThing } from '../translations.types.js';

/** Takes the words of one language away, also of one that the shop no longer offers. */
@Injectable()
export class DeleteTranslation {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly translations: TranslationsRepository,
  ) {}

  /** @throws TranslationNotFound, PreconditionFailed, ProductNotFound, CategoryNotFound … */
  async execute(
    ctx: RequestContext,
    thing: TranslatedThing,
    locale: string,
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      if (!(await this.translations.hold(tx, thing))) throw new NOT_FOUND[thing.kind]();
      const stored = await this.translations.find(tx, thing, locale);
      if (stored === null) throw new TranslationNotFound();
      assertUnchanged(ifMatch, etagOfTranslation(stored));
      await this.translations.remove(tx, thing, locale);
    });
  }
}
