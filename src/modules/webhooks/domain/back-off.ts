const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses between the tries of one event, in seconds: twelve tries over four days. */
const PAUSES: readonly number[] = [
  5 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
  24 * HOUR,
];

/** Tries of one event in all. */
export const MAX_ATTEMPTS = PAUSES.length + 1;

/** So long an endpoint that has just failed is left alone at most, in seconds. */
const LONGEST_REST = 15 * MINUTE;

/**
 * Seconds until an event is tried again, half of it at random, so that what failed together does not come back
 * together.
 *
 * @param attempts tries so far
 * @returns null when it is given up
 */
export function pauseAfter(attempts: number, random = Math.random()): number | null {
  const pause = PAUSES[attempts - 1];
  return pause === undefined ? null : pause * (0.75 + random / 2);
}

/**
 * Seconds in which nothing at all is sent to an endpoint that fails: one event at a time finds out whether it is back,
 * not all that wait.
 */
export function restAfter(failuresInARow: number, random = Math.random()): number {
  const rest = Math.min(LONGEST_REST, 2 * 2 ** Math.min(failuresInARow, 20));
  return rest * (0.75 + random / 2);
}
