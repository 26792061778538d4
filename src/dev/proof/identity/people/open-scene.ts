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

/**
 * A fresh shop with its API, behind a proxy that it believes, so that everybody has a network of
 * his own.
 *
 * @param broken guard to take out, or null
 */
export async function openScene(
  source: ShopSource,
  broken: string | null,
  options: ShopOptions = {},
): Promise<OpenScene> {
  const shop = await source.shop({
    ...options,
    variables: { TRUSTED_PROXIES: '127.0.0.1', ...options.variables },
  });
  const windowPort = await findFreePort();
  await shop.startApi({
    program: PROGRAM,
    variables: { PROOF_WINDOW_PORT: String(windowPort), PROOF_BREAK: broken ?? '' },
  });
  const windowUrl = `http://127.0.0.1:${windowPort}`;
  return { scene: await Scene.open(shop, windowUrl), windowUrl };
}
