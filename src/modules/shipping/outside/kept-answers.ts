import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';

const FIND = {
  name: 'outside-answers-find',
  text: `SELECT answer FROM outside_answers WHERE question = $1 AND expires_at > now()`,
};

/** Takes away some that are over as well, so that nobody has to come by for that. */
const KEEP = {
  name: 'outside-answers-keep',
  text: `WITH old AS (
      SELECT id FROM outside_answers WHERE expires_at < now() ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED
    ), gone AS (
      DELETE FROM outside_answers o USING old WHERE o.id = old.id AND o.question <> $1
    )
    INSERT INTO outside_answers (question, answer, expires_at)
    VALUES ($1, $2::jsonb, now() + $3 * interval '1 minute')
    ON CONFLICT (question) DO UPDATE SET answer = EXCLUDED.answer, expires_at = EXCLUDED.expires_at`,
};

/**
 * Answers from outside, kept for all processes for OUTSIDE_ANSWER_MINUTES: what a customer was quoted
 * by one is what another places. Callers who ask for the same at once share one question.
 */
@Injectable()
export class KeptAnswers {
  private readonly running = new Map<string, Promise<unknown>>();

  constructor(
    private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @param who named in the key
   * @param ask gives null when there is no answer; that is not kept
   */
  get<T>(who: string, question: unknown, ask: () => Promise<T | null>): Promise<T | null> {
    const key = `${who}:${createHash('sha256').update(JSON.stringify(question)).digest('hex')}`;
    const known = this.running.get(key) as Promise<T | null> | undefined;
    if (known) return known;
    const found = this.find(key, ask).finally(() => this.running.delete(key));
    this.running.set(key, found);
    return found;
  }

  private async find<T>(key: string, ask: () => Promise<T | null>): Promise<T | null> {
    const [kept] = await this.db.query<{ answer: T }>(FIND, [key]);
    if (kept) return kept.answer;
    const answer = await ask();
    if (answer === null) return null;
    const minutes = this.env.OUTSIDE_ANSWER_MINUTES;
    await this.db.query(KEEP, [key, JSON.stringify(answer), minutes]);
    return answer;
  }
}
