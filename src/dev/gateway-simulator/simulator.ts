import fastify, { type FastifyInstance } from 'fastify';
import { controlRoutes } from './control/control.routes.js';
import { DEMO_KEYS, type GatewayKeys } from './demo-keys.js';
import { MomoPayments } from './momo/momo-payments.js';
import { MomoStore } from './momo/momo-store.js';
import { momoRoutes } from './momo/momo.routes.js';
import { PaypalOrders } from './paypal/paypal-orders.js';
import { paypalRoutes } from './paypal/paypal.routes.js';
import { SandboxBank } from './sandbox/sandbox-bank.js';
import { sandboxRoutes } from './sandbox/sandbox.routes.js';
import { SandboxStore } from './sandbox/sandbox-store.js';
import { SavedState } from './saved-state.js';
import type { Settings } from './settings.js';
import { StripeApi } from './stripe/stripe-api.js';
import { stripePages } from './stripe/stripe-pages.js';
import { stripeRoutes, unknownStripePath } from './stripe/stripe.routes.js';
import { VnpayPayments } from './vnpay/vnpay-payments.js';
import { VnpayStore } from './vnpay/vnpay-store.js';
import { vnpayRoutes } from './vnpay/vnpay.routes.js';
import { createWorld, type World } from './world.js';

/** How to start. */
export interface SimulatorOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  /** Where browsers find the pay pages; null: where it listens. */
  readonly publicUrl?: string | null;
  /** Blank: callbacks go where the shop says, as far as it does. */
  readonly callbackBase: string;
  readonly keys?: GatewayKeys;
  /** Waits between deliveries are divided by this. */
  readonly speed?: number;
  /** Movements of money are kept there. */
  readonly ledgerFile?: string | null;
  /** All that the gateways remember is kept there, the ledger included. */
  readonly stateFile?: string | null;
}

export interface RunningSimulator {
  readonly url: string;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const DEFAULT_SPEED = 60;
const BODY_LIMIT = 1_048_576;

/** Starts all gateways on one port of this machine. */
export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const settings: Settings = {
    callbackBase: options.callbackBase,
    speed: options.speed ?? DEFAULT_SPEED,
    callbacks: true,
    signWithOldSecret: false,
  };
  const world = createWorld(options.keys ?? DEMO_KEYS, settings, options.ledgerFile ?? null);
  const app = createApp();
  const stripe = new StripeApi(world);
  const vnpay = new VnpayPayments(world, new VnpayStore());
  const answers = stripeRoutes(app, world, stripe);
  stripePages(app, world, stripe);
  vnpayRoutes(app, world, vnpay);
  const paypal = new PaypalOrders(world);
  const momo = new MomoPayments(world, new MomoStore());
  momoRoutes(app, world, momo);
  const sandbox = new SandboxBank(world, new SandboxStore());
  sandboxRoutes(app, world, sandbox);
  const state = savedState(options.stateFile, world, {
    ...{ ledger: world.ledger, answers, stripe: stripe.store, stripeEvents: stripe.store.events },
    ...{ paypal: paypal.store, vnpay: vnpay.store, momo: momo.store },
    ...{ sandbox: sandbox.store },
  });
  state?.load();
  paypalRoutes(app, paypal);
  controlRoutes(app, world, { stripe, paypal, vnpay, momo, sandbox }, () => {
    answers.clear();
    for (const { store } of [stripe, paypal, vnpay, momo, sandbox]) store.clear();
  });
  app.setNotFoundHandler(async (request, reply) => {
    const { status, body } = unknownStripePath(request.method, request.url.split('?')[0] ?? '');
    await reply.code(status).send(body);
  });
  const url = await app.listen({ host: options.host ?? HOST, port: options.port });
  world.url = options.publicUrl ?? url;
  return {
    url,
    stop: async () => {
      world.clock.clear();
      await app.close();
      state?.stop();
    },
  };
}

function savedState(
  file: string | null | undefined,
  world: World,
  parts: Readonly<Record<string, object>>,
): SavedState | null {
  return typeof file === 'string' ? new SavedState(file, parts, () => world.calls.count) : null;
}

/** Bodies stay the text that came: signatures are over texts. */
function createApp(): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  return app;
}
