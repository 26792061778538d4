/**
 * Ends with a signal, or when the time is up. Not `AbortSignal.any`: Node 20 forgets a time-out that nobody but the
 * combination knows of, and then it never ends.
 */
export class TimeLimit {
  private readonly controller = new AbortController();
  private readonly timer: ReturnType<typeof setTimeout>;

  constructor(
    milliseconds: number,
    private readonly outer: AbortSignal | undefined,
  ) {
    this.timer = setTimeout(() => {
      this.controller.abort(new DOMException('The time is up', 'TimeoutError'));
    }, milliseconds);
    if (outer?.aborted === true) this.follow();
    outer?.addEventListener('abort', this.follow, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Nothing is waited for any more. */
  lift(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.follow);
  }

  private readonly follow = (): void => {
    this.controller.abort(this.outer?.reason);
  };
}
