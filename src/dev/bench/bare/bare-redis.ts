import { Redis } from 'ioredis';
import { answerParent } from './child.js';
import { closedLoop, type LoopFigures } from './closed-loop.js';

/** Bodies that are fetched from Redis in turn. */
export interface BareRedisWork {
  readonly url: string;
  readonly bodies: readonly string[];
  readonly concurrency: number;
  readonly seconds: number;
}

answerParent(async (work: BareRedisWork): Promise<LoopFigures> => {
  const redis = new Redis(work.url);
  for (const [index, body] of work.bodies.entries()) await redis.set(`answer:${index}`, body);
  const figures = await closedLoop(work.concurrency, work.seconds, (turn) =>
    redis.getBuffer(`answer:${turn % work.bodies.length}`),
  );
  redis.disconnect();
  return figures;
});
