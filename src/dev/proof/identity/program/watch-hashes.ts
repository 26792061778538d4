import bcrypt from 'bcrypt';
import type { HashCount } from './window.js';

/** Counts bcrypt's work in this process from now on: every call of the product goes through here. */
export function watchHashes(): HashCount {
  const count: HashCount = { most: 0, total: 0 };
  let running = 0;
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    running += 1;
    count.total += 1;
    count.most = Math.max(count.most, running);
    try {
      return await work();
    } finally {
      running -= 1;
    }
  };
  const { hash, compare } = bcrypt;
  Object.assign(bcrypt, {
    hash: (data: string, rounds: number) => counted(() => hash(data, rounds)),
    compare: (data: string, encrypted: string) => counted(() => compare(data, encrypted)),
  });
  return count;
}
