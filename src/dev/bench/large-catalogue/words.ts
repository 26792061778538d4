import { Random } from '../../demo-data/random.js';

const WORDS = 40_000;
/** The samples are drawn from a table of so many places; the rarest word has two of them. */
const PLACES = 1 << 20;
/** Zipf and Mandelbrot: the word of rank r comes with a share of 1 / (r + shift) ^ exponent. */
const SHIFT = 2.7;
const EXPONENT = 1.05;

const ONSETS = 'b c d f g h k l m n p r s t v w br cl dr fl gr pl sh st th tr'.split(' ');
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'oo'];
const CODAS = ['', '', '', 'l', 'n', 'r', 's', 't', 'm', 'nd', 'rk', 'st'];
/** Every so many words one is Vietnamese, with its accents. */
const VIETNAMESE_EVERY = 20;
const VIETNAMESE_VOWELS = ['à', 'á', 'ạ', 'ấ', 'ề', 'ế', 'ị', 'ơ', 'ớ', 'ượ', 'ư', 'ữ', 'ô', 'ồ'];
const VIETNAMESE_ONSETS = ['b', 'ch', 'đ', 'kh', 'ng', 'nh', 'ph', 'th', 'tr', 'v', 'x'];
const VIETNAMESE_CODAS = ['', 'c', 'ch', 'm', 'n', 'ng', 'nh', 'p', 't'];

/**
 * Tens of thousands of invented words that can be said, as often as words are in a language: a few
 * all the time, most hardly ever. Always the same ones in the same order, the most frequent first.
 */
export class Words {
  readonly byRank: readonly string[];
  private readonly places: Uint16Array;

  constructor() {
    this.byRank = invent(new Random('words of the large catalogue'));
    this.places = layOut(this.byRank.length);
  }

  /** One word, drawn by frequency. */
  draw(random: Random): string {
    return this.byRank[this.places[Math.floor(random.next() * PLACES)] ?? 0] ?? '';
  }

  /** Words with blanks between, the first in a capital letter. */
  phrase(random: Random, from: number, to: number): string {
    const count = random.between(from, to);
    let text = this.draw(random);
    for (let index = 1; index < count; index += 1) text += ` ${this.draw(random)}`;
    return capital(text);
  }
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function invent(random: Random): string[] {
  const words = new Set<string>();
  while (words.size < WORDS) {
    const word =
      words.size % VIETNAMESE_EVERY === 0
        ? syllable(random, VIETNAMESE_ONSETS, VIETNAMESE_VOWELS, VIETNAMESE_CODAS) +
          syllable(random, VIETNAMESE_ONSETS, VIETNAMESE_VOWELS, VIETNAMESE_CODAS)
        : latin(random, words.size);
    if (word.length >= 3) words.add(word);
  }
  return [...words];
}

/** Frequent words are short, as in any language. */
function latin(random: Random, rank: number): string {
  const syllables = random.between(rank < 500 ? 1 : 2, rank < 5_000 ? 2 : 4);
  let word = '';
  for (let index = 0; index < syllables; index += 1) {
    word += syllable(random, ONSETS, VOWELS, index === syllables - 1 ? CODAS : ['']);
  }
  return word;
}

function syllable(
  random: Random,
  onsets: readonly string[],
  vowels: readonly string[],
  codas: readonly string[],
): string {
  return random.pick(onsets) + random.pick(vowels) + random.pick(codas);
}

function layOut(count: number): Uint16Array {
  const weights = Array.from({ length: count }, (_, rank) => (rank + SHIFT) ** -EXPONENT);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const places = new Uint16Array(PLACES);
  let filled = 0;
  let share = 0;
  for (const [rank, weight] of weights.entries()) {
    share += weight;
    const end = Math.round((share / total) * PLACES);
    places.fill(rank, filled, end);
    filled = end;
  }
  return places;
}
