import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ControlClient } from './control/control-client.js';
import { DEMO_KEYS, gatewayVariables } from './demo-keys.js';

/** How to start the program. */
export interface SimulatorProcessOptions {
  /** Address of the shop; may be told later through the control API. */
  readonly callbackBase?: string;
  /** 0 (default) takes a free one. */
  readonly port?: number;
  /** Waits between deliveries are divided by this. */
  readonly speed?: number;
  readonly ledgerFile?: string;
  readonly stateFile?: string;
  /** What the test bank shares with the shop, if not the public demo value. */
  readonly sandboxSecret?: string;
  /** The program and what Node needs to run it; default: the built one. */
  readonly program?: string;
  readonly execArgv?: readonly string[];
}

/** The program, running. */
export interface SimulatorProcess {
  readonly pid: number;
  readonly url: string;
  /** Environment of a shop that pays through it. */
  readonly env: Readonly<Record<string, string>>;
  readonly control: ControlClient;
  /** Tells it where the shop is. */
  setCallbackBase(url: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the simulator as a child process; it ends with `stop`, or when this process is gone. */
export async function startSimulatorProcess(
  options: SimulatorProcessOptions = {},
): Promise<SimulatorProcess> {
  const program = options.program ?? fileURLToPath(new URL('./main.js', import.meta.url));
  const args = ['--port', String(options.port ?? 0)];
  if (options.callbackBase !== undefined) args.push('--callback-base', options.callbackBase);
  if (options.speed !== undefined) args.push('--speed', String(options.speed));
  if (options.ledgerFile !== undefined) args.push('--ledger', options.ledgerFile);
  if (options.stateFile !== undefined) args.push('--state', options.stateFile);
  const sandboxSecret = options.sandboxSecret ?? DEMO_KEYS.sandbox.secrets[0] ?? '';
  const child = fork(program, args, {
    // Not among the arguments, which everybody on the machine can read.
    env: { ...process.env, SANDBOX_GATEWAY_SECRET: sandboxSecret },
    execArgv: [...(options.execArgv ?? [])],
    // A group of its own: Ctrl-C reaches the program that started it, which ends things in good order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, found] = /Gateways at (\S+)/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    void ended.then(() => reject(new Error(`The gateways ended:\n${output}`)));
  });
  const control = new ControlClient(url);
  return {
    pid: child.pid ?? 0,
    url,
    env: {
      ...gatewayVariables(url, { ...DEMO_KEYS, sandbox: { secrets: [sandboxSecret] } }),
      PAYPAL_ROOT_CERTIFICATES: await control.paypalRoot(),
    },
    control,
    setCallbackBase: async (callbackBase) => {
      await control.settings({ callbackBase });
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
