import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;
const ANSWER_MS = 2000;

/** Waits until the address answers 200. False when `hasFailed` says so or the time is over first. */
export async function waitUntilReady(
  url: string,
  patienceMs: number,
  hasFailed: () => boolean,
): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline && !hasFailed()) {
    if (await answersOk(url)) return true;
    await sleep(POLL_MS);
  }
  return false;
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
