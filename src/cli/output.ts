import type { Command } from 'commander';

/** What every command takes. */
export interface JsonOption {
  readonly json?: boolean;
}

/** The command was called in a way that cannot mean anything: exit code 2. */
export class WrongUse extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WrongUse';
  }
}

let answered = false;

/**
 * Gives a command what all of them have: `--json` and examples in its help. Exit codes of all: 0 done, 1 failed or
 * something found, 2 wrong use.
 *
 * @param examples arguments after `npm run cli --`
 */
export function withManners(command: Command, ...examples: readonly string[]): Command {
  const lines = examples.map((example) => `  npm run cli -- ${example}`);
  return command
    .option('--json', 'the result as one JSON document on standard output')
    .addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}

/** The result, once: a JSON document with `--json`, lines for a person without. */
export function answer(
  { json = false }: JsonOption,
  document: unknown,
  lines: string | readonly string[],
): void {
  answered = true;
  const text = json ? JSON.stringify(document) : [lines].flat().join('\n');
  process.stdout.write(`${text}\n`);
}

/** How far something is: on standard error, so that standard output holds the result alone. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** What went wrong: one sentence, and with `--json` a document beside it unless the result was one already. */
export function answerFailure(sentence: string, isJson: boolean): void {
  process.stderr.write(`${sentence}\n`);
  if (isJson && !answered) process.stdout.write(`${JSON.stringify({ error: sentence })}\n`);
}

/** A table for a person: columns as wide as they need to be. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
