import { Clock } from '../common/time/clock.js';

/** A clock that stands still until somebody moves it. Only what the process decides goes by it, not the database. */
export class TestClock extends Clock {
  private time: number;

  constructor(start: Date | string = new Date()) {
    super();
    this.time = new Date(start).getTime();
  }

  override now(): Date {
    return new Date(this.time);
  }

  /** Moves on, or back with a negative number. */
  advance(seconds: number): void {
    this.time += seconds * 1000;
  }

  set(time: Date | string): void {
    this.time = new Date(time).getTime();
  }
}
