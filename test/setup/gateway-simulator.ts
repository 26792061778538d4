import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import {
  type SimulatorProcess,
  type SimulatorProcessOptions,
  startSimulatorProcess,
} from '../../src/dev/gateway-simulator/simulator-process.js';
import { lazily } from './test-database.js';
import { forgetProcess, registerProcess, testRun } from './test-run.js';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The simulated gateways as a process of their own, from the sources: no build is needed. */
export async function startGatewaySimulator(
  options: SimulatorProcessOptions = {},
): Promise<SimulatorProcess> {
  const { folder } = testRun();
  const started = await startSimulatorProcess({
    program: at('../../src/dev/gateway-simulator/main.ts'),
    execArgv: ['--import', at('typescript-loader.mjs')],
    ...options,
  });
  registerProcess(folder, started.pid);
  return {
    ...started,
    stop: async () => {
      await started.stop();
      forgetProcess(folder, started.pid);
    },
  };
}

/** Starts the gateways before the first test of this `describe` and ends them after the last. */
export function useGatewaySimulator(options: SimulatorProcessOptions = {}): SimulatorProcess {
  let current: SimulatorProcess | undefined;
  beforeAll(async () => {
    current = await startGatewaySimulator(options);
  });
  afterAll(() => current?.stop());
  return lazily('The gateway simulator', () => current);
}
