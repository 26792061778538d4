import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from './api.module.js';
import type { Env } from './config/env.js';
import { APP_OPTIONS, configureApp, createHttpAdapter } from './configure-app.js';
import { listenForMetrics } from './metrics/metrics-port.js';
import { Metrics } from './metrics/metrics.js';
import { stopOnSignals } from './stop-on-signals.js';

/**
 * Runs the API in this process until SIGTERM or SIGINT.
 *
 * @throws Error when the process cannot start
 */
export async function runApi(env: Env): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule,
    createHttpAdapter(env),
    APP_OPTIONS,
  );
  await configureApp(app, env);
  stopOnSignals(app, env);
  await app.listen(env.PORT, env.HOST);
  if (env.METRICS_PORT > 0) {
    const metrics = app.get(Metrics, { strict: false });
    (await listenForMetrics(env.METRICS_PORT, env.HOST, metrics)).unref();
  }
  new Logger('api').log(`listening on ${await app.getUrl()}`);
}
