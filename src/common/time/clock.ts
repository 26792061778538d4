import { Injectable } from '@nestjs/common';

/**
 * The time of this process. Only for what the process itself decides (token expiry, log
 * lines); what the database decides is compared with its own `now()`.
 */
export abstract class Clock {
  abstract now(): Date;
}

/** The wall clock. */
@Injectable()
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
