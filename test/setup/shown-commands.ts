import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOT_RUN } from '../../src/dev/docs/not-run.js';
import { CLI, shownCommands } from '../../src/dev/docs/shown-commands.js';
import { localDatabase } from '../../src/dev/local-services.js';
import { runCommand } from '../../src/dev/run-command.js';
import { atShop, tourOf, type TourTarget } from '../../src/dev/tour.js';
import { type CommandResult, runTyped } from './command-line.js';

/** The running `npm start` on which commands are tried. */
export interface ShownShop extends TourTarget {
  /** Where it was started: its database is in `.data`. */
  readonly folder: string;
}

/** A command of a document and how it went. */
export interface ShownResult {
  readonly page: string;
  readonly text: string;
  /** What it ended with, and all that it said. */
  readonly code: number | null;
  readonly said: string;
}

const OPTIONAL = / \[[^\]]*\]/g;
const SETTLEMENT =
  'reference,gateway_payment_id,kind,gateway_refund_id,amount,currency,occurred_at\n';

/**
 * Does what the documents tell people to type, in the order in which each shows it, in the folder of a running shop:
 * requests by a shell, the command line in this process. The README's tour has a test of its own. What stands for
 * something (`FILE`, `NAME`, `$redirectUrl`) is filled in; optional parts are left out; nothing else is changed.
 */
export async function runShownCommands(shop: ShownShop): Promise<ShownResult[]> {
  const list = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' });
  const tour = tourOf(readFileSync('README.md', 'utf8'));
  const shown = list
    .trim()
    .split('\n')
    .flatMap((page) => shownCommands(page, readFileSync(page, 'utf8')))
    .filter(({ text }) => !(text in NOT_RUN) && text !== tour.trim());
  const once = new Map(shown.map((command) => [command.text.replace(OPTIONAL, ''), command]));
  const here = process.cwd();
  process.chdir(shop.folder);
  try {
    const results: ShownResult[] = [];
    for (const { page, text } of once.values()) {
      const { code, output, errors } = text.startsWith(CLI)
        ? await runTyped(await wordsOf(text.slice(CLI.length), shop), {})
        : await inShell(text, tour, shop);
      results.push({ page, text, code, said: `${output}${errors}` });
    }
    return results;
  } finally {
    process.chdir(here);
  }
}

/** A request with what the sentences around it take for granted; a status of 400 or more is a failure. */
async function inShell(text: string, tour: string, shop: ShownShop): Promise<CommandResult> {
  const script = [
    'curl() { command curl -f "$@"; }',
    'SHOP=http://127.0.0.1:3000/api/v1',
    ...(text.includes('$redirectUrl') ? [orderBefore(tour, text), 'redirectUrl=$BANK'] : []),
    text,
  ].join('\n');
  const { code, output } = await runCommand('bash', [
    '-euo',
    'pipefail',
    '-c',
    atShop(script, shop),
  ]);
  return { code, output, errors: '' };
}

/** An order that waits for its money: the tour up to the bank. `pay` is what the pages of the real gateways ask for. */
function orderBefore(tour: string, text: string): string {
  const [before = ''] = /^[\s\S]*?^BANK=.*$/m.exec(tour) ?? [];
  return text.includes('outcome=pay') ? before.replace('"sandbox"', '"paypal"') : before;
}

/** The arguments, with something for each word that stands for it. */
async function wordsOf(text: string, { folder }: ShownShop): Promise<string[]> {
  const asked = text.replace(OPTIONAL, '').replace('100000', '310');
  const words = asked.split(' ');
  const placed = await Promise.all(words.map((word) => standIn(word, words[0] ?? '', folder)));
  return placed;
}

async function standIn(word: string, command: string, folder: string): Promise<string> {
  if (word === 'NAME') return 'orders';
  if (word === 'CODE') return 'sandbox';
  if (word === 'DAY') return '2026-01-31';
  if (word === 'URL') {
    const database = await localDatabase({}, join(folder, '.data'));
    return database.variables['DATABASE_URL'] ?? '';
  }
  if (word !== 'FILE') return word;
  const file = join(folder, `${command}.txt`);
  const { output } =
    command === 'erasures' ? await runTyped(['erasures', 'list'], {}) : { output: SETTLEMENT };
  writeFileSync(file, output);
  return file;
}
