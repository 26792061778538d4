import { Injectable } from '@nestjs/common';

/** Whether this process wants requests; switched off first when it is told to stop. */
@Injectable()
export class Readiness {
  private open = true;

  get isOpen(): boolean {
    return this.open;
  }

  /** From now on `/health/ready` answers 503, so that balancers look elsewhere. */
  close(): void {
    this.open = false;
  }
}
