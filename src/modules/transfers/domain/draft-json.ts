import type { Draft, DraftPrice, DraftTranslation, DraftVariant } from './draft.js';

/** A draft without maps, and without the texts that only its own errors need. */
interface StoredDraft extends Omit<Draft, 'translations' | 'variants' | 'firstTexts' | 'scratch'> {
  readonly translations: [string, DraftTranslation][];
  readonly scratch: [string, string][];
  readonly variants: StoredVariant[];
}

interface StoredVariant extends Omit<DraftVariant, 'options' | 'prices' | 'scratch' | 'texts'> {
  readonly options: [string, string][];
  readonly prices: [string, DraftPrice][];
  readonly scratch: [string, string][];
}

/** The names by which other rows speak of the same things. */
export function namesOf({ product, variants }: Draft): string[] {
  const skus = [product.sku, ...variants.map(({ values }) => values.sku)];
  const names = skus.flatMap((sku) => (typeof sku === 'string' && sku !== '' ? `sku ${sku}` : []));
  if (typeof product.slug === 'string') names.push(`slug ${product.slug}`);
  return [...new Set(names)];
}

export function draftToJson(draft: Draft): object {
  const { key, row, rows, product, errors } = draft;
  const stored: StoredDraft = {
    ...{ key, row, rows, product, errors },
    translations: [...draft.translations],
    scratch: [...draft.scratch],
    variants: draft.variants.map(({ texts: _texts, options, prices, scratch, ...rest }) => ({
      ...rest,
      options: [...options],
      prices: [...prices],
      scratch: [...scratch],
    })),
  };
  return stored;
}

/** @param json what {@link draftToJson} made */
export function draftFromJson(json: unknown): Draft {
  const { translations, scratch, variants, ...rest } = json as StoredDraft;
  return {
    ...rest,
    translations: new Map(translations),
    scratch: new Map(scratch),
    firstTexts: new Map(),
    variants: variants.map((variant) => ({
      ...variant,
      options: new Map(variant.options),
      prices: new Map(variant.prices),
      scratch: new Map(variant.scratch),
      texts: new Map(),
    })),
  };
}

/** Drafts apart so that no name stands twice in a round, and each comes after those it shares a name with. */
export function inRounds(drafts: readonly Draft[]): Draft[][] {
  const rounds: Draft[][] = [];
  const next = new Map<string, number>();
  for (const draft of drafts) {
    const names = namesOf(draft);
    const round = Math.max(0, ...names.map((name) => next.get(name) ?? 0));
    (rounds[round] ??= []).push(draft);
    for (const name of names) next.set(name, round + 1);
  }
  return rounds;
}
