import type { Draft } from '../domain/draft.js';

/** Said where a file has pictures in it. */
export const PICTURES_NOTE =
  'Columns with pictures are left out: the shop fetches nothing from addresses in a file. Upload the pictures.';

/** A value of an attribute; null leaves it out. */
interface Choice {
  readonly attribute: string;
  readonly value: string;
}

/**
 * Puts `option <n> name` and `option <n> value` together. The name may stand in the first row of the
 * product alone.
 */
export function takeOptions(draft: Draft, clean: (choice: Choice) => Choice | null): void {
  for (const variant of draft.variants) {
    for (const [key, text] of variant.scratch) {
      const [, number = ''] = /^option (\d+) value$/.exec(key) ?? [];
      const value = text.trim();
      if (number === '' || value === '') continue;
      const own = variant.scratch.get(`option ${number} name`)?.trim();
      const attribute = own || draft.scratch.get(`option ${number} name`)?.trim() || '';
      const choice = attribute === '' ? null : clean({ attribute, value });
      if (choice) variant.options.set(choice.attribute, choice.value);
    }
  }
}
