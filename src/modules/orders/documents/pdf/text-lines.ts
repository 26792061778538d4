import bidiFactory from 'bidi-js';

// Its types describe another build: what Node imports is the function itself.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();
const RTL = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
/** Controls, joiners and marks that steer display: they could make a name look like another one. */
const INVISIBLE = /[\p{Cc}\p{Cf}\uFE00-\uFE0F]+/gu;

/** What the lines of a text are measured and drawn by. */
export interface Measure {
  width(text: string): number;
  /** Whether a font can draw this character. */
  has(codePoint: number): boolean;
}

/** A part of a text that one font draws. */
export interface FontRun {
  readonly text: string;
  /** The first font lacks its characters. */
  readonly isLacking: boolean;
}

/**
 * A text as it can be drawn: one line, nothing invisible, and U+FFFD for each character that
 * no font has, so that something missing is seen to be missing.
 */
export function printable(text: string, measure: Measure): string {
  const plain = text.normalize('NFC').replace(/\s+/gu, ' ').replace(INVISIBLE, '').trim();
  return [...plain]
    .map((character) => {
      const codePoint = character.codePointAt(0) ?? 0xfffd;
      return !isSurrogate(codePoint) && measure.has(codePoint) ? character : '\uFFFD';
    })
    .join('');
}

function isSurrogate(codePoint: number): boolean {
  return codePoint >= 0xd800 && codePoint <= 0xdfff;
}

const MARK = /^\p{M}/u;

/**
 * A text in runs of what the first font has and what it lacks, in the order in which they are drawn: a word that is
 * read from the right begins with its last one. A mark stays with its
 * letter.
 */
export function fontRuns(text: string, has: (codePoint: number) => boolean): FontRun[] {
  const runs: { text: string; isLacking: boolean }[] = [];
  for (const character of text) {
    const last = runs.at(-1);
    const isLacking = !has(character.codePointAt(0) ?? 0xfffd);
    const isOfLast = last?.isLacking === true && MARK.test(character);
    if (last !== undefined && (last.isLacking === isLacking || isOfLast)) {
      last.text += character;
    } else {
      runs.push({ text: character, isLacking });
    }
  }
  return RTL.test(text.slice(0, 1)) ? runs.reverse() : runs;
}

/** Breaks a text into lines that fit; a word that is too long alone is broken anywhere. */
export function wrapText(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text, measure).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure.width(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, width, measure);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

function breakWord(word: string, width: number, measure: Measure): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && measure.width(piece + character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

/**
 * The words of a line from left to right, as the Unicode bidirectional algorithm (UAX #9) orders
 * them; the shaping of a word turns its letters by itself. A line without right-to-left letters is
 * one word.
 */
export function visualWords(line: string): string[] {
  if (!RTL.test(line)) return [line];
  const levels = bidi.getEmbeddingLevels(line);
  const words: { text: string; level: number }[] = [];
  let at = 0;
  for (const text of line.split(' ')) {
    words.push({ text, level: levels.levels[at] ?? 0 });
    at += text.length + 1;
  }
  const highest = Math.max(...words.map(({ level }) => level));
  // Rule L2: from the highest level down, turn each run of that level or above.
  for (let level = highest; level > 0; level -= 1) turnRuns(words, level);
  return words.map(({ text }) => text);
}

function turnRuns(words: { text: string; level: number }[], level: number): void {
  let start = 0;
  while (start < words.length) {
    let end = start;
    while ((words[end]?.level ?? -1) >= level) end += 1;
    if (end > start + 1) words.splice(start, end - start, ...words.slice(start, end).reverse());
    start = Math.max(end, start + 1);
  }
}
