/** Something the person at the keyboard can mend. Its message is one sentence and is shown without a stack. */
export class StartupProblem extends Error {
  override readonly name = 'StartupProblem';
}

/** The text of an unknown error; `AggregateError` from a refused connection has an empty one of its own. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map((inner) => messageOf(inner)).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
