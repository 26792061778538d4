import type { Gateway } from './gateway.js';

/** What may be changed while the simulator runs. */
export interface Settings {
  /** Address of the shop; callbacks go below it. */
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
  return `${settings.callbackBase}/api/v1/payments/callbacks/${gateway}`;
}

/** The secret that callbacks are signed with. */
export function signingSecret(settings: Settings, secrets: readonly string[]): string {
  return (settings.signWithOldSecret ? secrets.at(-1) : secrets[0]) ?? '';
}
