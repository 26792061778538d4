/** When a breaker lets nobody through, and for how long. */
export interface BreakerOptions {
  /** So many failures in a row, and nobody is asked for a while. */
  readonly failures: number;
  readonly restMs: number;
}

/**
 * Stops asking somebody outside who does not answer, so that nobody waits for what is down. After a
 * rest one caller tries again; until that one has an answer, the others are still turned away.
 */
export class Breaker {
  private failures = 0;
  private restsUntil = 0;

  constructor(private readonly options: BreakerOptions) {}

  /** Milliseconds until somebody may ask again; 0 when one may ask now. */
  restMs(): number {
    return Math.max(0, this.restsUntil - Date.now());
  }

  /** Whether the caller may ask. After a rest the first caller may, and the others rest on. */
  admit(): boolean {
    if (this.restMs() > 0) return false;
    if (this.isTripped()) this.rest();
    return true;
  }

  succeeded(): void {
    this.failures = 0;
    this.restsUntil = 0;
  }

  failed(): void {
    this.failures += 1;
    if (this.isTripped()) this.rest();
  }

  private isTripped(): boolean {
    return this.failures >= this.options.failures;
  }

  private rest(): void {
    this.restsUntil = Date.now() + this.options.restMs;
  }
}
