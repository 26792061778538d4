import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Env } from '../config/env.js';
import { RateLimiter } from './rate-limiter.js';

/** Hooks around every request: refused ones are turned away before their body is read. */
export function registerRateLimits(app: NestFastifyApplication, env: Env): void {
  if (!env.RATE_LIMITS) return;
  const limiter = app.get(RateLimiter);
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', async (request, reply) => limiter.admitAddress(request, reply));
  server.addHook('onResponse', async (request, reply) => limiter.countRefused(request, reply));
}
