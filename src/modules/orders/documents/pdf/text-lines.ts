import bidiFactory from 'bidi-js';

// Its types describe another build: what Node imports is the function itself.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();
const RTL = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
/** Controls, joiners and marks that steer display: they could make a name look like another one. */
const INVISIBLE = /[\p{Cc}\p{Cf}\uFE00-\uFE0F]+/gu;

/** What the lines of a text are measured and drawn by. */
export interface Measure {
  width(text: string): number;
  /** Whether the font can draw this character. */
  has(codePoint: number): boolean;
}

/**
 * A text as the font can draw it: one line, nothing invisible, and U+FFFD for each character that
 * the font lacks, so that something missing is seen to be missing.
 */
export function printable(text: string, measure: Measure): string {
  const plain = text.normalize('NFC').replace(/\s+/gu, ' ').replace(INVISIBLE, '').trim();
  return [...plain]
    .map((character) => {
      const codePoint = character.codePointAt(0) ?? 0xfffd;
      return measure.has(codePoint) ? character : '\uFFFD';
    })
    .join('');
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
