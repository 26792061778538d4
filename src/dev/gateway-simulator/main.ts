import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { DEMO_KEYS, type GatewayKeys } from './demo-keys.js';
import { startSimulator } from './simulator.js';

// The gateways as a program of its own: `node dist/src/dev/gateway-simulator/main.js --port 4010 --callback-base URL`.

interface Options {
  readonly port: number;
  readonly host: string;
  readonly publicUrl?: string;
  readonly callbackBase: string;
  readonly secrets?: string;
  readonly ledger?: string;
  readonly state?: string;
  readonly speed: number;
}

const program = new Command('gateway-simulator')
  .description(
    'Stripe, PayPal, VNPay, MoMo and a test bank as far as this shop needs them; no money moves',
  )
  .option('--port <n>', 'port to listen on, 0 for a free one', Number, 4010)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--public-url <url>', 'where browsers find the pay pages [where it listens]')
  .option(
    '--callback-base <url>',
    'address of the shop that is told about payments [as it says]',
    '',
  )
  .option('--secrets <file>', 'JSON with keys that differ from the public demo values')
  .option('--ledger <file>', 'keeps the movements of money over restarts')
  .option('--state <file>', 'keeps all that the gateways remember over restarts')
  .option('--speed <factor>', 'waits between deliveries are divided by this', Number, 60)
  .action(async (options: Options) => {
    const running = await startSimulator({
      port: options.port,
      host: options.host,
      publicUrl: options.publicUrl?.replace(/\/$/, '') ?? null,
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
  const shared = process.env['SANDBOX_GATEWAY_SECRET'];
  const known = shared ? { ...DEMO_KEYS, sandbox: { secrets: [shared] } } : DEMO_KEYS;
  if (file === undefined) return known;
  const given = JSON.parse(readFileSync(file, 'utf8')) as {
    [Name in keyof GatewayKeys]?: Partial<GatewayKeys[Name]>;
  };
  return {
    stripe: { ...known.stripe, ...given.stripe },
    paypal: { ...known.paypal, ...given.paypal },
    vnpay: { ...known.vnpay, ...given.vnpay },
    momo: { ...known.momo, ...given.momo },
    sandbox: { ...known.sandbox, ...given.sandbox },
  };
}

program.parseAsync().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The gateways cannot start: ${reason}\n`);
  process.exitCode = 1;
});
