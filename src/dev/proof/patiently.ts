import { setTimeout as sleep } from 'node:timers/promises';

const MAX_TRIES = 10;

interface Tried {
  readonly status: number;
  readonly headers: Headers;
}

/** Asks as a client does: an API that is too busy (503) says when to come again. */
export async function patiently<T extends Tried>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask();
    if (answer.status !== 503 || tries === MAX_TRIES) return answer;
    await sleep(Number(answer.headers.get('retry-after') ?? 1) * 1_000);
  }
}
