import type { Gateway } from './gateway.js';

/** What may be changed while the simulator runs. */
export interface Settings {
  /** Address of the shop; callbacks go below it. Blank: MoMo's and the test bank's go where the shop said. */
  callbackBase: string;
  /** Waits between deliveries are divided by this. */
  speed: number;
  /** False: no callback is sent at all. */
  callbacks: boolean;
  /** Signs callbacks with the last secret of the list instead of the first. */
  signWithOldSecret: boolean;
}

/** Where the callbacks of a gateway go. */
export function callbackUrl(settings: Settings, gateway: Gateway): string {
  const base = settings.callbackBase === '' ? NOWHERE : settings.callbackBase;
  return `${base}/api/v1/payments/callbacks/${gateway}`;
}

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9';

/** The secret that callbacks are signed with. */
export function signingSecret(settings: Settings, secrets: readonly string[]): string {
  return (settings.signWithOldSecret ? secrets.at(-1) : secrets[0]) ?? '';
}
