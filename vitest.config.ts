import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';
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
  test: {
    include: ['{src,test,migrations}/**/*.{spec,int-spec,e2e-spec,model-spec}.ts'],
    environment: 'node',
    pool: 'forks',
    // Two files at a time also on two cores, where vitest's own default would be one.
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
    globalSetup: ['test/setup/global-setup.ts'],
    setupFiles: ['reflect-metadata'],
    reporters: ['default', new SpecGuard()],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
  },
});
