import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, Vitest } from 'vitest/node';
import {
  type AnswerSummary,
  type NotedLie,
  readAnswers,
} from '../../src/dev/answers/answer-book.js';

const SHOWN = 60;
const REPORT = join('.tmp', 'answers.json');

/** At the end of a run: how many answers were held against the OpenAPI document; one that differs fails the run. */
export class AnswerGuard implements Reporter {
  private vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestRunEnd(): void {
    const vitest = this.vitest;
    const folder = vitest?.getRootProject().getProvidedContext().testRun?.folder;
    if (vitest === undefined || folder === undefined) return;
    const summary = readAnswers(folder);
    const { answers, seen, lies } = summary;
    if (answers === 0 && lies.length === 0) return;
    mkdirSync(join(vitest.config.root, '.tmp'), { recursive: true });
    writeFileSync(
      join(vitest.config.root, REPORT),
      JSON.stringify({ answers, seen, lies }, null, 1),
    );
    const line = ` Answers  ${answers} held against the document, ${lies.length} lies`;
    if (isKept(summary)) {
      vitest.logger.log(`${line}\n`);
      return;
    }
    process.exitCode = 1;
    vitest.logger.error(`\n${line} (all in ${REPORT}):\n${describeLies(lies)}\n`);
  }
}

/** Whether the document told the truth in all that was seen. */
export function isKept({ lies }: Pick<AnswerSummary, 'lies'>): boolean {
  return lies.length === 0;
}

/** The list as it is printed: grouped by operation and status. */
export function describeLies(lies: readonly NotedLie[]): string {
  const lines = lies.slice(0, SHOWN).map(({ where, what, met }) => `  ${where}: ${what}  [${met}]`);
  const more = lies.length - lines.length;
  return [...lines, ...(more > 0 ? [`  … and ${more} more`] : [])].join('\n');
}
