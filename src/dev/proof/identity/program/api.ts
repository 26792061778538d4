import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from '../../../../api.module.js';
import { currentEnv } from '../../../../config/env.js';
import { APP_OPTIONS, configureApp, createHttpAdapter } from '../../../../configure-app.js';
import { assertDatabaseUsable } from '../../../../database/preflight.js';
import { stopOnSignals } from '../../../../stop-on-signals.js';
import { takeOut } from './guards.js';
import { handlerRules } from './handler-rules.js';
import { watchHashes } from './watch-hashes.js';
import { openWindow, type RouterEntry } from './window.js';

// The API of the proof: what main.ts starts, with a window to look inside, and on request one guard taken out.

const hashes = watchHashes();
const routes: RouterEntry[] = [];
const env = currentEnv();
await assertDatabaseUsable(env);
const adapter = createHttpAdapter(env);
adapter.getInstance().addHook('onRoute', ({ method, url }) => {
  for (const name of [method].flat()) routes.push({ method: name, url });
});
const app = await NestFactory.create<NestFastifyApplication>(ApiModule, adapter, APP_OPTIONS);
takeOut(process.env['PROOF_BREAK'] ?? '');
await configureApp(app, env);
stopOnSignals(app, env);
openWindow(Number(process.env['PROOF_WINDOW_PORT']), () => {
  return { routes, handlers: handlerRules(app), hashes };
});
await app.listen(env.PORT, env.HOST);
