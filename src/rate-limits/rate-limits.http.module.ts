import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { RateLimitGuard } from './rate-limit.guard.js';
import { RateLimiter } from './rate-limiter.js';
import { RateLimitsModule } from './rate-limits.module.js';

/** Limits on every route. Import it behind the module with the access guard: guards run in that order. */
@Module({
  imports: [RateLimitsModule],
  providers: [RateLimiter, { provide: APP_GUARD, useClass: RateLimitGuard }],
  exports: [RateLimiter],
})
export class RateLimitsHttpModule {}
