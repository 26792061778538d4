import 'reflect-metadata';
import { afterAll, vi } from 'vitest';
import { rememberEnvironment } from './environment.js';

/**
 * Files share the modules of their process, which saves each the seconds of loading them. What a file changes beside
 * its own database must not reach the next one: its environment, timers and doubles end with it.
 */
const restoreEnvironment = rememberEnvironment();

afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  restoreEnvironment();
});
