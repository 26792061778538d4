import type { Call } from './call.js';
import { ProblemError } from './problem.js';

/**
 * Reads, changes and writes back what others may change at the same time: when somebody was faster (412), all of it is
 * done again with what he left.
 *
 * @param read for example `() => shop.cart.getCart()`
 * @param write gets what was read and its version, for `ifMatch`
 * @param tries how often at most
 */
export async function edit<T, R>(
  read: () => Call<T>,
  write: (current: T, ifMatch: string) => PromiseLike<R>,
  tries = 3,
): Promise<R> {
  for (let left = tries; ; left -= 1) {
    const { data, etag } = await read().withResponse();
    if (etag === null) throw new TypeError('What was read has no version (no ETag)');
    try {
      return await write(data, etag);
    } catch (error) {
      const isBehind = error instanceof ProblemError && error.status === 412;
      if (!isBehind || left <= 1) throw error;
    }
  }
}
