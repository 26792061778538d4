import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { COMPRESS_FROM, noBytes, ReadyAnswer, represent } from './ready-answer.js';
import type { StorefrontView } from './storefront-view.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Fewer bytes are not compressed. */
    compressFrom: number;
  }
}

interface JsonTextRequest extends FastifyRequest {
  /** Set while the reply goes out. */
  readyAnswer?: ReadyAnswer;
  answerListener?: (answer: ReadyAnswer) => void;
  /** Leaves out what was not asked for. */
  narrower?: (text: string) => string;
}

/**
 * Answers with JSON that is text already (built by PostgreSQL), compressed, under an ETag; 304 when
 * the caller has the same. Needs {@link registerJsonTexts}.
 *
 * @param view in which the text was read, where there are several
 */
export function sendJsonText(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
  view?: StorefrontView,
): void {
  const asked: JsonTextRequest = request;
  const wanted = narrowedBy(request, text);
  const answer = new ReadyAnswer(wanted, view?.locale ?? null, request.server.compressFrom);
  asked.answerListener?.(answer);
  // The cache may have given an older text in the meantime, because this one was late.
  if (reply.sent) return;
  asked.readyAnswer = answer;
  void reply.type('application/json; charset=utf-8').send(wanted);
}

/** Has {@link sendJsonText} tell what a request is answered with. */
export function listenToAnswer(
  request: FastifyRequest,
  listener: (answer: ReadyAnswer) => void,
): void {
  const asked: JsonTextRequest = request;
  asked.answerListener = listener;
}

/** Has the JSON answer of a request go through a function, before its ETag is made. */
export function narrowAnswer(request: FastifyRequest, narrower: (text: string) => string): void {
  const asked: JsonTextRequest = request;
  asked.narrower = narrower;
}

/** The text after what {@link narrowAnswer} has to do; done once. */
export function narrowedBy(request: FastifyRequest, text: string): string {
  const asked: JsonTextRequest = request;
  const { narrower } = asked;
  if (narrower === undefined) return text;
  delete asked.narrower;
  return narrower(text);
}

/** Whether a request is being answered by {@link sendJsonText}. */
export function isJsonText(request: FastifyRequest): boolean {
  const asked: JsonTextRequest = request;
  return asked.readyAnswer !== undefined;
}

/**
 * Compression takes its time, so it is done where a reply may wait: on its way out.
 *
 * @param compressFrom bytes from which on it is worth it
 */
export function registerJsonTexts(server: FastifyInstance, compressFrom = COMPRESS_FROM): void {
  server.decorate('compressFrom', compressFrom);
  server.addHook('onSend', (request: JsonTextRequest, reply, payload, done) => {
    const { readyAnswer } = request;
    if (readyAnswer === undefined || reply.statusCode !== 200) {
      done(null, payload);
      return;
    }
    delete request.readyAnswer;
    const bytes = represent(readyAnswer, request, reply);
    if (bytes instanceof Promise) {
      bytes.then(
        (ready) => done(null, ready),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
      return;
    }
    done(null, bytes ?? noBytes(request));
  });
}
