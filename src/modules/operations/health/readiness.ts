import { Injectable } from '@nestjs/common';

/** Whether this process wants requests; switched off first when it is told to stop. */
@Injectable()
export class Readiness {
  private open = true;
  private lastRequestAt = -Infinity;

  get isOpen(): boolean {
    return this.open;
  }

  /** Milliseconds since somebody came although this process was not ready. */
  get quietMs(): number {
    return performance.now() - this.lastRequestAt;
  }

  noteRequest(): void {
    this.lastRequestAt = performance.now();
  }

  /** From now on `/health/ready` answers 503, so that balancers look elsewhere. */
  close(): void {
    this.open = false;
  }
}
