import type { FastifyReply } from 'fastify';

/** An answer of a command with a key, as it was stored with it. */
export interface RepeatableAnswer {
  readonly status: number;
  /** JSON, sent byte for byte. */
  readonly body: string;
  /** Whether it was given before. */
  readonly replayed: boolean;
}

/** Says of an answer that it is the stored one of the same Idempotency-Key. */
export function tellReplay(reply: FastifyReply, replayed: boolean): void {
  if (replayed) void reply.header('Idempotent-Replayed', 'true');
}

/** Sends the answer of a command with a key, the first time and every time after. */
export function sendRepeatable(reply: FastifyReply, answer: RepeatableAnswer): void {
  tellReplay(reply, answer.replayed);
  void reply
    .status(answer.status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(answer.body);
}
