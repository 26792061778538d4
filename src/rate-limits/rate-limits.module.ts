import { Module } from '@nestjs/common';
import { RateLimits } from './rate-limits.js';

/** Counters for whoever limits something of his own. */
@Module({ providers: [RateLimits], exports: [RateLimits] })
export class RateLimitsModule {}
