import type { Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { AnswerBook } from '../../src/dev/answers/answer-book.js';
import { watchAnswers } from '../../src/dev/answers/watch-answers.js';
import { builtFile } from './test-build.js';
import { testRun } from './test-run.js';

/** Another document than the committed one may be named, for work on a route before it is committed. */
const DOCUMENT =
  process.env['ANSWERS_DOCUMENT'] ??
  fileURLToPath(new URL('../contract/openapi.json', import.meta.url));

/** Routes of controllers that live in a spec. */
const PROBE = /^\/api\/v1\/probe\b/;

let book: AnswerBook | undefined;

/** Holds every answer of a server in this process against the document; answer-guard.ts tells the result. */
export function holdAnswers(server: Server): void {
  book ??= AnswerBook.open(DOCUMENT, testRun().folder, whereWeAre);
  const opened = book;
  watchAnswers(server, (exchange) => {
    if (!PROBE.test(exchange.url)) opened.note(exchange);
  });
}

/** Writes down how many there were. */
export function countAnswers(): void {
  book?.flush();
}

/** What an API process takes so that its answers are held against the document as well. */
export function heldProcess(): {
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
} {
  return {
    args: ['--import', builtFile('src/dev/answers/preload.js')],
    variables: { ANSWERS_FOLDER: testRun().folder, ANSWERS_DOCUMENT: DOCUMENT },
  };
}

function whereWeAre(): string {
  const { testPath, currentTestName } = expect.getState();
  const root = join(fileURLToPath(new URL('../..', import.meta.url)), '/');
  return `${(testPath ?? '').replace(root, '')} > ${currentTestName ?? 'before the tests'}`;
}
