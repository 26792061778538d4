import { Module } from '@nestjs/common';

import { Metrics } from './metrics.js';

/** For every module that has numbers to show. */
@Module({ providers: [Metrics], exports: [Metrics] })
export class MetricsModule {}
