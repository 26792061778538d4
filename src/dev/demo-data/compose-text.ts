import type { Random } from './random.js';
import type { Phrases, Shelf } from './vocabulary/shelf.js';

/** What the sentences are about. */
export interface Subject {
  readonly style: string;
  readonly material: string;
  readonly noun: string;
}

const PROPER = new Set(['Oxford', 'Madras', 'Shetland', 'Cordura', 'Ventile', 'Loden']);
const TRIES = 60;
/** More sentences than this are not looked through for repetitions: it would take minutes. */
const MANY = 10_000;

/** Which word of each list a product has settled on, so that its sentences do not contradict each other. */
export type Choices = Map<string, number>;

/**
 * Writes sentences from a shelf's phrases and remembers them, so that none is said twice. Where a
 * shop is so large that there is nothing new to say any more, sentences come again.
 */
export class Copywriter {
  private readonly said = new Set<string>();

  /** One sentence of the kind; words that it settles on are added to the choices. */
  write(
    shelf: Shelf,
    kind: keyof Phrases,
    subject: Subject,
    random: Random,
    choices: Choices,
  ): string {
    for (let attempt = 0; ; attempt += 1) {
      // Where everything that fits has been said, it may contradict rather than repeat.
      const tried: Choices = new Map(attempt < TRIES / 2 ? choices : []);
      const sentence = fill(random.pick(shelf.phrases[kind]), shelf.words, subject, random, tried);
      const mayRepeat = attempt >= TRIES || this.said.size >= MANY;
      if (this.said.has(sentence) && !mayRepeat) continue;
      this.said.add(sentence);
      for (const [slot, index] of tried) choices.set(slot, index);
      return sentence;
    }
  }
}

/** Puts words into the `{slots}` of a template. */
export function fill(
  template: string,
  words: Readonly<Record<string, readonly string[]>>,
  subject: Subject,
  random: Random,
  choices: Choices = new Map(),
): string {
  const text = template.replace(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === 'style') return subject.style;
    if (slot === 'noun') return subject.noun.toLowerCase();
    if (slot === 'noun_upper') return subject.noun;
    if (slot === 'material') return lowerMaterial(subject.material);
    const list = words[slot];
    if (list === undefined) throw new Error(`No words for {${slot}} in "${template}"`);
    // `collar` and `collar_upper` are the same collar.
    const key = slot.replace(/_upper$/, '');
    const index = choices.get(key) ?? random.between(0, list.length - 1);
    choices.set(key, index);
    return list[index % list.length] ?? '';
  });
  return capitalise(articles(text));
}

function lowerMaterial(material: string): string {
  return PROPER.has(material) ? material : material.toLowerCase();
}

/** `a overshirt` becomes `an overshirt`. */
function articles(text: string): string {
  return text.replace(/\b([Aa]) (?=[aeio])(?!one\b|once\b)/g, '$1n ');
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
