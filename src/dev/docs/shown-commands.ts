import { COMMAND_NAMES } from '../../cli/commands.js';

/** Something that a document tells its reader to type. */
export interface ShownCommand {
  readonly page: string;
  /** One line; or a whole block of shell, whose lines share their variables. */
  readonly text: string;
}

/** What a command of the shop begins with, however short the document writes it. */
export const CLI = 'npm run cli -- ';

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;
const INLINE = /`([^`]+)`/g;
const PROGRAM =
  /^(?:(?:npm|npx|curl|docker compose|promtool|pgbackrest|psql|redis-cli|git|bash) \S|node [\w.]|for \w+ in )/;
const names = COMMAND_NAMES.join('|');
/** `cli roles`, or, where a table is about commands, `jobs list`. */
const SHORT = new RegExp(`^(?:cli (?:${names})\\b|(?:${names}) (?:--)?[a-z])`);
/** A block may be split when none of its lines sets something for the next. */
const ALONE = /^(?:npm|npx) /;

/** Every command of a page, in the order in which it shows them. */
export function shownCommands(page: string, text: string): ShownCommand[] {
  const found: { at: number; texts: string[] }[] = [];
  for (const { index, 1: language = '', 2: body = '' } of text.matchAll(FENCE)) {
    if (isShell(language)) found.push({ at: index, texts: commandsOfBlock(body) });
  }
  // Blanks instead of the blocks, so that places stay what they are.
  const prose = text.replace(FENCE, (block) => ' '.repeat(block.length));
  for (const { index, 1: code = '' } of prose.matchAll(INLINE)) {
    found.push({ at: index, texts: commandsOfWords(code.replace(/\s+/g, ' ')) });
  }
  return found
    .sort((one, other) => one.at - other.at)
    .flatMap(({ texts }) => texts.map((command) => ({ page, text: command })));
}

/** Blocks with commands that do not say that they are shell, so that nobody would look at them. */
export function unlabelledBlocks(text: string): string[] {
  return [...text.matchAll(FENCE)]
    .filter(({ 1: language = '', 2: body = '' }) => language === '' && PROGRAM.test(body))
    .map(([block]) => block);
}

function isShell(language: string): boolean {
  return language === 'sh' || language === 'bash';
}

function commandsOfBlock(body: string): string[] {
  const lines = body
    .split('\n')
    .map((line) => line.replace(/ +# .*$/, '').trim())
    .filter((line) => line !== '');
  return lines.every((line) => ALONE.test(line)) ? lines.flatMap(parts) : [body.trim()];
}

function commandsOfWords(words: string): string[] {
  if (SHORT.test(words)) return [`${CLI}${words.replace(/^cli /, '')}`];
  return PROGRAM.test(words) ? parts(words) : [];
}

function parts(line: string): string[] {
  return line.startsWith('for ') ? [line] : line.split(' && ');
}
