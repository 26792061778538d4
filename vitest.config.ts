import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';
import { AnswerGuard } from './test/setup/answer-guard.js';
import { SlowFirst } from './test/setup/slow-first.js';
import { SpecGuard } from './test/setup/spec-guard.js';

const decorators = swc.vite({
  module: { type: 'es6' },
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
});

export default defineConfig({
  plugins: [decorators],
  // As the package names it; the suite runs on the sources.
  resolve: { alias: { 'eshop/testing': `${import.meta.dirname}/src/testing/testing.ts` } },
  test: {
    include: ['{src,test,migrations}/**/*.{spec,int-spec,e2e-spec,model-spec}.ts'],
    environment: 'node',
    // A fifth of a second of a core for each login is for the specs of the hash itself.
    env: { PASSWORD_HASH_COST: '6' },
    pool: 'forks',
    // Loading the program costs more than most files do with it; each-file.ts keeps them apart.
    isolate: false,
    // Three at a time also on two cores, where vitest's own default would be one: many only wait.
    maxWorkers: 3,
    sequence: { sequencer: SlowFirst },
    globalSetup: ['test/setup/global-setup.ts'],
    setupFiles: ['test/setup/each-file.ts'],
    reporters: ['default', new SpecGuard(), new AnswerGuard()],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
  },
});
