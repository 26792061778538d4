import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CALL_FAULTS, type CallFault } from './fault-script.js';
import type { Gateway } from './gateway.js';
import type { World } from './world.js';

/** What a gateway answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a text as HTML; undefined is an empty body. */
  readonly body: unknown;
}

/** One call of a gateway's API. */
export interface Call {
  readonly gateway: Gateway;
  readonly operation: string;
  /** The payment that it is about, so that a fault can be meant for it alone. */
  readonly reference: string | null;
  readonly run: () => Answer | Promise<Answer>;
  /** The gateway's form of an internal error. */
  readonly breakDown: (status: number) => Answer;
  /** The same answer with a wrong signature, where answers are signed. */
  readonly spoil?: (answer: Answer) => Answer;
}

/** Answers a call as the script of faults wants it, and writes it down. */
export async function answerCall(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  call: Call,
): Promise<void> {
  const { gateway, operation, reference } = call;
  const fault = world.faults.take(CALL_FAULTS, { gateway, operation, reference });
  const record = world.calls.add({
    at: world.clock.now().toISOString(),
    gateway,
    operation,
    reference,
    method: request.method,
    url: request.url,
    idempotencyKey: idempotencyKeyOf(request),
    body: textBody(request),
    fault: fault?.kind ?? null,
    status: null,
    answer: null,
  });
  if (fault !== null && (fault.kind === 'delay' || fault.kind === 'hang')) {
    await sleep(fault.ms ?? (fault.kind === 'hang' ? 30_000 : 1_000));
  }
  const answer = await outcomeOf(call, fault?.kind ?? null, fault?.status ?? 500);
  if (answer === null) {
    reply.hijack();
    // Without an answer: cut off at once, or left waiting until the caller gives up.
    if (fault?.kind === 'disconnect') request.raw.socket.destroy();
    return;
  }
  record.status = answer.status;
  record.answer = answer.body;
  await send(reply, answer);
}

async function outcomeOf(
  call: Call,
  fault: CallFault | null,
  status: number,
): Promise<Answer | null> {
  if (fault === 'error') return call.breakDown(status);
  if (fault === 'disconnect') return null;
  const answer = await call.run();
  if (fault === 'timeout_after_success') return null;
  if (fault === 'error_after') return call.breakDown(status);
  if (fault === 'wrong_answer_signature') return call.spoil?.(answer) ?? answer;
  return answer;
}

async function send(reply: FastifyReply, { status, headers, body }: Answer): Promise<void> {
  const isText = typeof body === 'string';
  await reply
    .code(status)
    .headers({
      'content-type': isText ? 'text/html; charset=utf-8' : 'application/json',
      ...headers,
    })
    .send(body === undefined ? '' : isText ? body : JSON.stringify(body));
}

/** The body as it came. */
export function textBody(request: FastifyRequest): string {
  return typeof request.body === 'string' ? request.body : '';
}

/** One header; blank when it is missing. */
export function header(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

function idempotencyKeyOf(request: FastifyRequest): string | null {
  return header(request, 'idempotency-key') || header(request, 'paypal-request-id') || null;
}
