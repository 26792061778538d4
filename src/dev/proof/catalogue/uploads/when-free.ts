import { setTimeout as sleep } from 'node:timers/promises';

const BUSY = 503;
const TRIES = 30;
const PAUSE_MS = 500;

/** Asks again while the shop turns requests away: on a busy machine that says nothing about the request. */
export async function whenFree(ask: () => Promise<number>): Promise<number> {
  let status = await ask();
  for (let again = 1; status === BUSY && again < TRIES; again += 1) {
    await sleep(PAUSE_MS);
    status = await ask();
  }
  return status;
}
