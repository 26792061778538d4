import { signatureHeader } from '../modules/payments/gateways/sandbox/sandbox-signature.js';
import type { SandboxMessage } from '../modules/payments/gateways/sandbox/sandbox-message.js';

/** How the sandbox bank shall send its callbacks. */
interface SandboxManner {
  /** Seconds. */
  readonly late?: number;
  readonly double?: boolean;
  readonly outOfOrder?: boolean;
}

/**
 * Does what a tester does on the page of the sandbox bank, by the same form.
 *
 * @param redirectUrl `redirectUrl` of a started payment
 * @returns the address that the browser is sent to
 */
export async function choose(
  redirectUrl: string,
  outcome: 'success' | 'failure' | 'silence',
  { late = 0, double = false, outOfOrder = false }: SandboxManner = {},
): Promise<string> {
  const form = new URLSearchParams({ outcome, late: String(late) });
  if (double) form.set('doubled', 'on');
  if (outOfOrder) form.set('outOfOrder', 'on');
  const answer = await fetch(redirectUrl, { method: 'POST', body: form, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (answer.status !== 303 || location === null) {
    throw new Error(`The sandbox bank answered ${answer.status}: ${await answer.text()}`);
  }
  return location;
}

/** A callback as the bank would send it. */
export interface SignedCallback {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Signs a message as the sandbox bank does.
 *
 * @param atSeconds signed time, Unix seconds; now by default
 */
export function signCallback(
  message: unknown,
  secret: string,
  atSeconds = Math.floor(Date.now() / 1000),
): SignedCallback {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'sandbox-signature': signatureHeader([secret], atSeconds, Buffer.from(body)),
    },
  };
}

let counter = 0;

/** A message of the bank about a payment; each has an event id of its own unless one is given. */
export function sandboxMessageFor(
  payment: { readonly reference: string; readonly amount: number; readonly currency: string },
  changes: Partial<SandboxMessage> = {},
): SandboxMessage {
  counter += 1;
  const { reference, amount, currency } = payment;
  return {
    eventId: `evt_${reference}_${counter}`,
    kind: 'success',
    reference,
    amount,
    currency,
    gatewayPaymentId: `sbx_${reference}`,
    occurredAt: new Date().toISOString(),
    ...changes,
  };
}
