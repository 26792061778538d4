import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { DEMO_KEYS, type GatewayKeys } from './demo-keys.js';
import { startSimulator } from './simulator.js';

// The gateways as a program of its own: `node dist/src/dev/gateway-simulator/main.js --port 4010 --callback-base URL`.

interface Options {
  readonly port: number;
  readonly callbackBase: string;
  readonly secrets?: string;
  readonly ledger?: string;
  readonly state?: string;
  readonly speed: number;
}

const program = new Command('gateway-simulator')
  .description('Stripe, PayPal, VNPay and MoMo as far as this shop needs them; no money moves')
  .option('--port <n>', 'port to listen on, 0 for a free one', Number, 4010)
  .requiredOption('--callback-base <url>', 'address of the shop that is told about payments')
  .option('--secrets <file>', 'JSON with keys that differ from the public demo values')
  .option('--ledger <file>', 'keeps the movements of money over restarts')
  .option('--state <file>', 'keeps all that the gateways remember over restarts')
  .option('--speed <factor>', 'waits between deliveries are divided by this', Number, 60)
  .action(async (options: Options) => {
    const running = await startSimulator({
      port: options.port,
      callbackBase: options.callbackBase.replace(/\/$/, ''),
      keys: keysFrom(options.secrets),
      speed: options.speed,
      ledgerFile: options.ledger ?? null,
      stateFile: options.state ?? null,
    });
    process.stdout.write(`Gateways at ${running.url}\n`);
    const stop = (): void => {
      void running.stop().then(() => process.exit(0));
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    // Started by another program: ends when that one is gone, however it went.
    process.once('disconnect', stop);
  });

/** The demo values with those of a file put over them, gateway by gateway. */
function keysFrom(file: string | undefined): GatewayKeys {
  if (file === undefined) return DEMO_KEYS;
  const given = JSON.parse(readFileSync(file, 'utf8')) as {
    [Name in keyof GatewayKeys]?: Partial<GatewayKeys[Name]>;
  };
  return {
    stripe: { ...DEMO_KEYS.stripe, ...given.stripe },
    paypal: { ...DEMO_KEYS.paypal, ...given.paypal },
    vnpay: { ...DEMO_KEYS.vnpay, ...given.vnpay },
    momo: { ...DEMO_KEYS.momo, ...given.momo },
  };
}

program.parseAsync().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The gateways cannot start: ${reason}\n`);
  process.exitCode = 1;
});
