import type { TranslatedKind } from './data/translated.js';

/** What is translated. */
export interface TranslatedThing {
  readonly kind: TranslatedKind;
  /** A UUID; a whole number for attributes and their values. */
  readonly id: string;
}

/** Words in one language; null falls back to the thing's own. */
export interface TranslatedWords {
  readonly name: string | null;
  readonly slug: string | null;
  readonly shortDescription: string | null;
  readonly description: string | null;
}

/** A stored translation. */
export interface Translation extends TranslatedWords {
  readonly locale: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}
