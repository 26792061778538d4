import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import type { FastifyInstance } from 'fastify';
import { ApiModule } from '../api.module.js';
import { type Env, ENV } from '../config/env.js';
import { APP_OPTIONS, configureApp, createHttpAdapter } from '../configure-app.js';

/** A provider that a test puts in the place of the program's. */
export interface Override {
  readonly token: unknown;
  readonly value: unknown;
}

/** What an API under test has beside the program's own. */
export interface BootOptions {
  /** Modules beside the API's: an extension, or a worker's whose processor is tested. */
  readonly imports?: readonly Type[] | undefined;
  readonly overrides?: readonly Override[] | undefined;
  /** Told of the server before anything is registered on it. */
  readonly onServer?: (server: FastifyInstance) => void;
}

/** The real API, configured as the program does it, listening at the port of its environment. */
export async function bootApi(
  env: Env,
  options: BootOptions = {},
): Promise<NestFastifyApplication> {
  const imports = [ApiModule, ...(options.imports ?? [])];
  const builder = withOverrides(Test.createTestingModule({ imports }), env, options.overrides);
  const module = await builder.compile();
  const adapter = createHttpAdapter(env);
  const app = module.createNestApplication<NestFastifyApplication>(adapter, APP_OPTIONS);
  options.onServer?.(adapter.getInstance());
  // A busy test machine is late all the time.
  await configureApp(app, env, { shedding: false });
  await app.listen({ port: env.PORT, host: '127.0.0.1' });
  return app;
}

/** Puts an environment and replaced providers into a module. */
export function withOverrides(
  builder: TestingModuleBuilder,
  env: Env,
  overrides: readonly Override[] = [],
): TestingModuleBuilder {
  builder.overrideProvider(ENV).useValue(env);
  for (const { token, value } of overrides) builder.overrideProvider(token).useValue(value);
  return builder;
}
