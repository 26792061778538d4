import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from './api.module.js';
import { currentEnv, type Env, EnvironmentInvalid } from './config/env.js';
import { APP_OPTIONS, configureApp, createHttpAdapter } from './configure-app.js';
import { assertDatabaseUsable, DatabaseUnusable, RowSecurityOff } from './database/preflight.js';
import { UnsafeRole } from './database/roles.js';
import { listenForMetrics } from './metrics/metrics-port.js';
import { Metrics } from './metrics/metrics.js';
import { stopOnSignals } from './stop-on-signals.js';

/** Starts the API. */
async function main(): Promise<void> {
  const env = currentEnv();
  await assertDatabaseUsable(env);
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

/** One sentence for what an operator can mend, the stack for what only a programmer can. */
function describe(error: unknown): string {
  const known = [EnvironmentInvalid, DatabaseUnusable, UnsafeRole, RowSecurityOff];
  if (known.some((type) => error instanceof type)) return (error as Error).message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return portFault(currentEnv(), 'is taken');
  if (code === 'EACCES') return portFault(currentEnv(), 'may not be opened by this account');
  if (code === 'EADDRNOTAVAIL') return `HOST ${currentEnv().HOST} is no address of this machine`;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `The API cannot start: ${text}`;
}

function portFault({ PORT, HOST }: Env, fault: string): string {
  return `Port ${PORT} on ${HOST} ${fault}: set PORT to another one`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${describe(error)}\n`);
  process.exit(1);
});
