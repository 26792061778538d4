import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { requestOf } from '../common/http/request.js';
import { RateLimiter } from './rate-limiter.js';

/** Counts by caller. Stands behind the guard that finds out who calls. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(private readonly limiter: RateLimiter) {}

  /** @throws TooManyRequests */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    await this.limiter.admitCaller(requestOf(context), reply);
    return true;
  }
}
