import type { FieldProblem, Problem, ProblemCode } from './generated/types.js';

/** A code of the document, or one that a newer shop has. */
export type AnyProblemCode = ProblemCode | (string & {});

/** A refusal of the shop (`application/problem+json`, RFC 9457): programs decide by `code`, people read `detail`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: AnyProblemCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Address of a page that explains the code. */
  readonly type: string;
  /** What support asks for. */
  readonly requestId: string;
  /** What is wrong with which field of the request. */
  readonly errors: readonly FieldProblem[];
  /** Facts that belong to the code. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    problem: Problem,
    readonly headers: Headers,
  ) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.type = problem.type;
    this.requestId = problem.requestId;
    this.errors = problem.errors ?? [];
    this.details = problem.details ?? {};
  }
}

/** No answer came: no connection, or one that broke. What the request did is not known. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';

  constructor(method: string, url: string, cause: unknown) {
    super(`No answer to ${method} ${url}`, { cause });
  }
}

/** An answer that is not one of the shop: of something between, or of another program. */
export class StrangeAnswerError extends Error {
  override readonly name = 'StrangeAnswerError';

  constructor(
    readonly status: number,
    readonly text: string,
    readonly headers: Headers,
  ) {
    super(`Unexpected answer ${status}: ${text.slice(0, 200)}`);
  }
}

/** Whether it is a refusal of the shop, and, where codes are named, with one of them. */
export function isProblem(error: unknown, ...codes: AnyProblemCode[]): error is ProblemError {
  return error instanceof ProblemError && (codes.length === 0 || codes.includes(error.code));
}
