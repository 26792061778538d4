/** How much of what in how many seconds. */
export interface Limit {
  /** Part of the key; unique over the program. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

/** What was counted for one key in the window that is open. */
export interface Count {
  readonly consumed: number;
  readonly remaining: number;
  /** More was consumed than the limit allows. */
  readonly exceeded: boolean;
  /** Milliseconds until the window closes. */
  readonly msBeforeNext: number;
}

/** Counts per key in windows that open with the first point. Never throws over its store. */
export interface Counter {
  /**
   * Adds points and says what that makes; negative ones take back.
   *
   * @param seconds length of the window when this opens it, else the limit's
   */
  add(key: string, points?: number, seconds?: number): Promise<Count>;
  /** What stands, or null when no window is open. */
  get(key: string): Promise<Count | null>;
  /** Closes the window. */
  delete(key: string): Promise<void>;
}
