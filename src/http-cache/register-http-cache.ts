import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Env } from '../config/env.js';
import { HttpCache } from './http-cache.js';

/** Hooks of the cache of answers; none at all where it is off. */
export function registerHttpCache(app: NestFastifyApplication, env: Env): void {
  if (env.RESPONSE_CACHE_MB === 0) return;
  const cache = app.get(HttpCache);
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, reply, done) => cache.onRequest(request, reply, done));
  server.addHook('onSend', (request, reply, payload, done) => {
    cache.onSend(request, reply, payload, done);
  });
  cache.start();
}
