import type { ErrorKind } from './error-kind.js';

/** One refused field: where it stands in the request and a public code. */
export interface FieldError {
  /** JSON pointer into the request, for example `/items/0/quantity`. */
  readonly pointer: string;
  readonly code: string;
  readonly detail?: string;
}

/** What is public about an error class: the code never changes once it is out. */
export interface ProblemDescription {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly title: string;
}

/**
 * A refusal that callers can understand. Holds no request and no HTTP, so that workers throw
 * the same classes. `details.retryAfterSeconds` becomes the `Retry-After` header.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  abstract readonly title: string;

  constructor(
    message: string,
    readonly details?: Readonly<Record<string, unknown>>,
    readonly errors?: readonly FieldError[],
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** An error class made by {@link defineError}: can be thrown and can be documented. */
export interface ProblemClass {
  readonly problem: ProblemDescription;
  new (
    detail?: string,
    details?: Readonly<Record<string, unknown>>,
    errors?: readonly FieldError[],
  ): DomainError;
}

const catalog = new Map<string, ProblemDescription>();

/**
 * Base class of one public error:
 * `export class OrderNotFound extends defineError('orders.not_found', 'not_found', 'Order not found') {}`
 *
 * @throws Error at load time when two classes claim one code.
 */
export function defineError<Code extends string, Kind extends ErrorKind>(
  code: Code,
  kind: Kind,
  title: string,
) {
  if (catalog.has(code)) throw new Error(`The error code ${code} is defined twice`);
  const problem = Object.freeze({ code, kind, title });
  catalog.set(code, problem);

  return class extends DomainError {
    static readonly problem: ProblemDescription = problem;
    readonly code: Code = code;
    readonly kind: Kind = kind;
    readonly title: string = title;

    constructor(
      detail: string = title,
      details?: Readonly<Record<string, unknown>>,
      errors?: readonly FieldError[],
    ) {
      super(detail, details, errors);
    }
  };
}

/** Every public code that the loaded modules can answer, sorted; pinned by a contract test. */
export function listProblems(): readonly ProblemDescription[] {
  return [...catalog.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The description of one code, or null when no loaded module has it. */
export function findProblem(code: string): ProblemDescription | null {
  return catalog.get(code) ?? null;
}
