import { findFreePort } from '../../../free-port.js';
import type { ShopOptions, ShopSource } from '../../proof-rig.js';
import { Scene } from './scene.js';

/** The API of the proof within the built program. */
const PROGRAM = 'src/dev/proof/identity/program/api.js';

/** A scene, and where to look inside the API that it plays in. */
export interface OpenScene {
  readonly scene: Scene;
  readonly windowUrl: string;
}

/** The plain scene of each source: starting a shop costs seconds, and most parts only look. */
const plain = new WeakMap<ShopSource, Promise<OpenScene>>();

/**
 * A shop with its API, behind a proxy that it believes, so that everybody has a network of his own.
 * Parts that want nothing special of it share one.
 *
 * @param broken guard to take out, or null
 * @param options what the shop stands on; given at all, it is a shop of one's own
 */
export function openScene(
  source: ShopSource,
  broken: string | null,
  options?: ShopOptions,
): Promise<OpenScene> {
  if (broken !== null || options !== undefined) return start(source, broken, options ?? {});
  const known = plain.get(source) ?? start(source, null, {});
  plain.set(source, known);
  return known;
}

async function start(
  source: ShopSource,
  broken: string | null,
  options: ShopOptions,
): Promise<OpenScene> {
  const shop = await source.shop({
    ...options,
    variables: {
      TRUSTED_PROXIES: '127.0.0.1',
      CURRENCIES: 'EUR',
      // All guests of a proof have one e-mail address.
      MAX_OPEN_UNPAID_ORDERS: '0',
      ...options.variables,
    },
  });
  const windowPort = await findFreePort();
  await shop.startApi({
    program: PROGRAM,
    variables: { PROOF_WINDOW_PORT: String(windowPort), PROOF_BREAK: broken ?? '' },
  });
  const windowUrl = `http://127.0.0.1:${windowPort}`;
  return { scene: await Scene.open(shop, windowUrl), windowUrl };
}
