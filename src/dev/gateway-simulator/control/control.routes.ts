import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { textBody } from '../answer-call.js';
import type { MessageRecord } from '../callback-sender.js';
import { FAULT_KINDS, type FaultRule } from '../fault-script.js';
import { isGateway, isOutcome } from '../gateway.js';
import { type Fields, parseFields, textOf } from '../json.js';
import { accountJson } from '../ledger.js';
import type { Settings } from '../settings.js';
import type { World } from '../world.js';
import { actAsCustomer, type Gateways } from './customers-hand.js';
import { settlementCsv } from './settlement.js';

/** What tests and demos see and change; gateways of flesh and blood have nothing like it. */
export function controlRoutes(
  app: FastifyInstance,
  world: World,
  gateways: Gateways,
  forget: () => void,
): void {
  stateRoutes(app, world, gateways, forget);
  faultRoutes(app, world);
  recordRoutes(app, world);
}

function stateRoutes(
  app: FastifyInstance,
  world: World,
  gateways: Gateways,
  forget: () => void,
): void {
  const state = () => ({
    settings: world.settings,
    now: world.clock.now().toISOString(),
    offsetMs: world.clock.offset,
  });
  app.get('/control', state);
  app.patch('/control/settings', (request) => {
    change(world.settings, bodyOf(request));
    return state();
  });
  app.post('/control/clock/advance', (request, reply) => {
    const seconds = Number(bodyOf(request)['seconds']);
    if (!Number.isFinite(seconds) || seconds < 0) return refuse(reply, 'seconds?');
    world.clock.advance(seconds * 1_000);
    return state();
  });
  app.post('/control/pay', (request, reply) => {
    const { reference, outcome } = bodyOf(request);
    if (!isOutcome(outcome)) return refuse(reply, 'outcome?');
    const acted = actAsCustomer(gateways, textOf(reference), outcome);
    return acted ?? refuse(reply, 'No payment of this reference', 404);
  });
  app.post('/control/reset', () => {
    world.clock.clear();
    world.ledger.clear();
    world.faults.remove();
    world.calls.clear();
    world.callbacks.clear();
    forget();
    return state();
  });
}

function faultRoutes(app: FastifyInstance, world: World): void {
  app.get('/control/faults', () => world.faults.list());
  app.post('/control/faults', (request, reply) => {
    const rule = bodyOf(request);
    const isKnown = FAULT_KINDS.some((kind) => kind === rule['kind']);
    const { gateway } = rule;
    if (!isKnown) return refuse(reply, `kind? One of ${FAULT_KINDS.join(', ')}`);
    if (gateway !== undefined && !isGateway(gateway)) return refuse(reply, 'gateway?');
    if (rule['kind'] === 'callback_wrong_currency' && ['vnpay', 'momo'].includes(String(gateway))) {
      return refuse(reply, 'Their callbacks carry no currency');
    }
    return world.faults.add(rule as unknown as FaultRule);
  });
  app.delete('/control/faults', () => {
    world.faults.remove();
    return [];
  });
  app.delete('/control/faults/:id', (request) => {
    world.faults.remove(Number((request.params as { id: string }).id));
    return world.faults.list();
  });
}

function recordRoutes(app: FastifyInstance, world: World): void {
  app.get('/control/calls', (request) => matching(world.calls.list(), request));
  app.get('/control/callbacks', (request) =>
    matching(world.callbacks.list().map(messageJson), request),
  );
  app.post('/control/callbacks/:id/resend', (request, reply) => {
    const isSent = world.callbacks.resend((request.params as { id: string }).id);
    return isSent ? {} : refuse(reply, 'No such callback', 404);
  });
  app.get('/control/ledger', (request) => matching(world.ledger.list().map(accountJson), request));
  app.get('/control/ledger/:reference', (request, reply) => {
    const { reference } = request.params as { reference: string };
    const accounts = world.ledger.find(reference).map(accountJson);
    return accounts.at(-1) ?? refuse(reply, 'No payment of this reference', 404);
  });
  app.get('/control/settlement/:gateway', async (request, reply) => {
    const { gateway } = request.params as { gateway: string };
    const { day = '' } = request.query as { day?: string };
    const wanted = day === '' ? world.clock.now().toISOString().slice(0, 10) : day;
    if (!isGateway(gateway) || !/^\d{4}-\d\d-\d\d$/.test(wanted)) return refuse(reply, 'day?');
    await reply.type('text/csv; charset=utf-8').send(settlementCsv(world, gateway, wanted));
    return reply;
  });
}

function messageJson({ id, message, createdAt, state, attempts }: MessageRecord) {
  const { gateway, reference, event } = message;
  return { id, gateway, reference, event, createdAt, state, attempts };
}

/** Keeps the records whose fields are those of the query. */
function matching<T extends object>(records: readonly T[], request: FastifyRequest): T[] {
  const wanted = Object.entries(request.query as Record<string, string>);
  return records.filter((record) =>
    wanted.every(([name, value]) => textOf((record as Fields)[name]) === value),
  );
}

function change(settings: Settings, wanted: Fields): void {
  const { callbackBase, speed, callbacks, signWithOldSecret } = wanted;
  if (typeof callbackBase === 'string') settings.callbackBase = callbackBase.replace(/\/$/, '');
  if (typeof speed === 'number' && speed > 0) settings.speed = speed;
  if (typeof callbacks === 'boolean') settings.callbacks = callbacks;
  if (typeof signWithOldSecret === 'boolean') settings.signWithOldSecret = signWithOldSecret;
}

function bodyOf(request: FastifyRequest): Fields {
  return parseFields(textBody(request)) ?? {};
}

function refuse(reply: FastifyReply, message: string, status = 422): { message: string } {
  void reply.code(status);
  return { message };
}
