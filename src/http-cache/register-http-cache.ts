import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Env } from '../config/env.js';
import type { FastLane, Gate } from './fast-lane.js';
import { HttpCache } from './http-cache.js';
import { ReplicaReads } from './replica-reads.js';

/**
 * Hooks of the cache of answers, and its fast lane before everything else; nothing at all where it
 * is off. Has to come after whatever else has a say in an answer.
 */
export function registerHttpCache(app: NestFastifyApplication, env: Env, gate: Gate): void {
  if (env.RESPONSE_CACHE_MB === 0) return;
  const cache = app.get(HttpCache);
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, reply, done) => cache.onRequest(request, reply, done));
  server.addHook('onSend', (request, reply, payload, done) => {
    cache.onSend(request, reply, payload, done);
  });
  server.addHook('onResponse', (request, reply, done) => {
    cache.onResponse(request, reply);
    done();
  });
  putBefore(server, cache.openLane(gate));
  cache.start();
}

/** Behind the cache: what it lets pass may be read from a replica, where there is one. */
export function registerReplicaReads(app: NestFastifyApplication): void {
  const reads = app.get(ReplicaReads);
  if (!reads.isConfigured) return;
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, reply, done) => reads.onRequest(request, reply, done));
  reads.start();
}

/** The framework gets the requests that the lane does not answer. */
function putBefore({ server }: FastifyInstance, lane: FastLane): void {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (lane.answer(request, response)) return;
    for (const listener of listeners) Reflect.apply(listener, server, [request, response]);
  });
}
