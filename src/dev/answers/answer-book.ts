import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AnswerChecker } from './check-answer.js';
import type { ApiDocument } from './api-document.js';
import type { Exchange, Lie } from './exchange.js';

const FOLDER = 'answers';
const SHOWN_BODY = 400;

/** A lie with where it was first met. */
export interface NotedLie extends Lie {
  /** The spec, or the process. */
  readonly met: string;
  /** The answer, or as much of it as helps. */
  readonly sample: string;
}

/** All that a run has seen. */
export interface AnswerSummary {
  readonly answers: number;
  /** `operationId status`, sorted. */
  readonly seen: readonly string[];
  readonly lies: readonly NotedLie[];
}

/**
 * Checks answers and writes down what it finds in a folder that the processes of a run share. Lies are written at
 * once, since a process may be killed; counts when it is asked to.
 */
export class AnswerBook {
  private answers = 0;
  private readonly seen = new Set<string>();
  private readonly told = new Set<string>();
  private readonly folder: string;

  constructor(
    private readonly checker: AnswerChecker,
    runFolder: string,
    private readonly met: () => string,
  ) {
    this.folder = join(runFolder, FOLDER);
    mkdirSync(this.folder, { recursive: true });
  }

  /** @param documentFile the committed document */
  static open(documentFile: string, runFolder: string, met: () => string): AnswerBook {
    const document = JSON.parse(readFileSync(documentFile, 'utf8')) as ApiDocument;
    return new AnswerBook(new AnswerChecker(document), runFolder, met);
  }

  note(exchange: Exchange): void {
    const { operation, lies } = this.checker.check(exchange);
    this.answers += 1;
    if (operation) this.seen.add(`${operation.operation.operationId ?? ''} ${exchange.status}`);
    for (const lie of lies) this.tell(lie, exchange);
  }

  /** Writes down what was counted since the last time. */
  flush(): void {
    if (this.answers === 0) return;
    this.append('counts', { answers: this.answers, seen: [...this.seen] });
    this.answers = 0;
    this.seen.clear();
  }

  private tell(lie: Lie, { method, url, status, body }: Exchange): void {
    const key = `${lie.where}\n${lie.what}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    const text = body === null ? '' : Buffer.from(body).toString('utf8').slice(0, SHOWN_BODY);
    const sample = `${method} ${url} → ${status} ${text}`;
    this.append('lies', { ...lie, met: this.met(), sample } satisfies NotedLie);
  }

  private append(kind: 'lies' | 'counts', line: object): void {
    appendFileSync(join(this.folder, `${kind}-${process.pid}.jsonl`), `${JSON.stringify(line)}\n`);
  }
}

/** What all processes of a run have written down. */
export function readAnswers(runFolder: string): AnswerSummary {
  const folder = join(runFolder, FOLDER);
  const counts = linesOf(folder, 'counts') as { answers: number; seen: string[] }[];
  const lies = new Map<string, NotedLie>();
  for (const lie of linesOf(folder, 'lies') as NotedLie[]) {
    lies.set(`${lie.where} ${lie.what}`, lie);
  }
  return {
    answers: counts.reduce((sum, { answers }) => sum + answers, 0),
    seen: [...new Set(counts.flatMap(({ seen }) => seen))].sort(),
    lies: [...lies.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, lie]) => lie),
  };
}

function linesOf(folder: string, kind: string): unknown[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.startsWith(`${kind}-`));
  return files
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as unknown]));
}
