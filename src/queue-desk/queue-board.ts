import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { BoardActionRefused } from '../modules/operations/operations.errors.js';
import { type QueueProducer } from '../queue/queue-producer.js';

const PATH = '/admin/queues';
/** What the board may do. Not: make jobs up, change what they carry, empty or delete a queue. */
const ALLOWED =
  /\/(retry|clean|promote|pause|resume)(\/(failed|completed|waiting|delayed|all))?$|\/(pause|resume)-all$/;
/** Sent to the board; a login has no business there. */
const FORWARDED = [
  'accept',
  'accept-language',
  'content-type',
  'if-none-match',
  'if-modified-since',
];
const RETURNED = ['content-type', 'cache-control', 'etag', 'last-modified', 'location'];

/**
 * The library's board, on a server of its own that listens nowhere: it can be made when somebody asks
 * for it first, and its routes are none of the API's.
 */
export class QueueBoard {
  private board: Promise<FastifyInstance> | null = null;

  constructor(
    private readonly names: readonly string[],
    private readonly producer: QueueProducer,
  ) {}

  /**
   * Answers a request under /admin/queues.
   *
   * @throws BoardActionRefused for what the board offers and nobody may do there
   */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { method, url } = request;
    const path = url.replace(/\?.*$/s, '');
    if (method !== 'GET' && !ALLOWED.test(path)) throw new BoardActionRefused();
    this.board ??= this.make();
    this.board.catch(() => (this.board = null));
    const board = await this.board;
    const headers = pick(request.headers, FORWARDED);
    const body = request.body as object | undefined;
    const answer = await board.inject({
      method: method as 'GET',
      url,
      headers,
      ...(method === 'GET' || body === undefined || body === null ? {} : { payload: body }),
    });
    reply.status(answer.statusCode).headers(pick(answer.headers, RETURNED));
    await reply.send(answer.rawPayload);
  }

  async close(): Promise<void> {
    const board = await this.board?.catch(() => null);
    await board?.close();
  }

  private async make(): Promise<FastifyInstance> {
    const queues = await Promise.all(this.names.map((name) => this.producer.queue(name)));
    const adapter = new FastifyAdapter().setBasePath(PATH);
    createBullBoard({
      queues: queues.map((queue) => new BullMQAdapter(queue)),
      serverAdapter: adapter,
      options: { uiConfig: { boardTitle: 'eshop queues' } },
    });
    const server = Fastify();
    await server.register(adapter.registerPlugin(), { prefix: PATH });
    await server.ready();
    return server;
  }
}

function pick(
  headers: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
