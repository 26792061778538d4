import fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { answerParent } from './child.js';

/** Bodies to be served, by their number: `/0`, `/1` … */
export interface BareFastifyWork {
  readonly bodies: readonly string[];
}

const app = fastify();
let bodies: Buffer[] = [];

app.get<{ Params: { index: string } }>('/:index', (request, reply) => {
  void reply.type('application/json; charset=utf-8').send(bodies[Number(request.params.index)]);
});

const listening = app.listen({ port: 0, host: '127.0.0.1' });

answerParent(async (work: BareFastifyWork) => {
  await listening;
  bodies = work.bodies.map((body) => Buffer.from(body));
  return (app.server.address() as AddressInfo).port;
});
