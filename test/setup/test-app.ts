import type { INestApplicationContext, ModuleMetadata } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { LoggerModule } from 'nestjs-pino';
import { afterAll, beforeAll } from 'vitest';
import { CryptoModule } from '../../src/common/crypto/crypto.module.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { OutboxModule } from '../../src/queue/outbox/outbox.module.js';
import { subscriptions } from '../../src/subscriptions.js';
import { withOverrides } from '../../src/testing/boot-api.js';
import { createGiven } from './given/index.js';
import {
  helpersOf,
  openSurroundings,
  type Surroundings,
  type TestBase,
  type TestContext,
  type TestOptions,
} from './test-context.js';
import { lazily } from './test-database.js';

export type { TestBase, TestContext, TestOptions } from './test-context.js';

/**
 * One Nest context without HTTP and one cloned database for a test file. `only` names the modules under test beside the
 * platform.
 */
export function useIntegration(
  options: TestOptions & { readonly only: NonNullable<ModuleMetadata['imports']> },
): TestContext {
  return useContext(options, async (surroundings) => {
    const builder = withOverrides(
      Test.createTestingModule({ imports: [...platform(), ...options.only] }),
      surroundings.env,
      options.overrides,
    );
    const module = await builder.compile();
    module.useLogger(false);
    return module.init();
  });
}

/** Opens the surroundings and the context before the first test and closes both after the last. */
export function useContext<Context extends INestApplicationContext>(
  options: TestOptions,
  boot: (surroundings: Surroundings) => Promise<Context>,
  onReady: (context: Context) => void | Promise<void> = () => undefined,
): TestContext {
  let current: TestContext | undefined;
  let context: Context | undefined;
  let surroundings: Surroundings | undefined;
  beforeAll(async () => {
    surroundings = await openSurroundings(options);
    context = await boot(surroundings);
    await onReady(context);
    current = describeContext(context, surroundings);
  });
  afterAll(async () => {
    current = undefined;
    await context?.close();
    await surroundings?.close();
  });
  return lazily('The test context', () => current);
}

function platform(): NonNullable<ModuleMetadata['imports']> {
  return [
    ConfigModule,
    LoggerModule.forRoot({ pinoHttp: { level: 'silent' } }),
    DatabaseModule,
    CryptoModule,
    OutboxModule.forRoot(subscriptions),
  ];
}

function describeContext(
  context: INestApplicationContext,
  surroundings: Surroundings,
): TestContext {
  const { database, redis, variables, env } = surroundings;
  const base: TestBase = {
    ...database,
    env,
    variables,
    redis,
    get: (token) => context.get(token as never, { strict: false }),
    ...helpersOf(surroundings),
  };
  return { ...base, given: createGiven(base) };
}
