import { Module } from '@nestjs/common';

import { ENV } from '../config/env.js';
import { openTracing, Tracing } from './tracing.js';

/** For API and workers. */
@Module({
  providers: [{ provide: Tracing, useFactory: openTracing, inject: [ENV] }],
  exports: [Tracing],
})
export class TracingModule {}
