/** `held`: on the card, not taken yet. `released`: the shop has let it go or closed it unpaid. */
export type SandboxStatus = 'open' | 'held' | 'paid' | 'failed' | 'cancelled' | 'released';

/** A payment as the bank keeps it; amounts are minor units. */
export interface SandboxPayment {
  readonly id: string;
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly returnUrl: string;
  readonly callbackUrl: string;
  /** The money is held until the shop captures it. */
  readonly isHold: boolean;
  /** In the address of its page, so that it cannot be guessed. */
  readonly ticket: string;
  status: SandboxStatus;
  captured: number;
  decidedAt: string | null;
  reason: string | null;
}

export interface SandboxRefund {
  /** The shop's own id of it: asked for twice, it is made once. */
  readonly id: string;
  readonly refundId: string;
  readonly reference: string;
  readonly amount: number;
  status: 'pending' | 'succeeded' | 'failed';
  reason: string | null;
}

/** What the test bank remembers. */
export class SandboxStore {
  /** By the shop's reference. */
  readonly payments = new Map<string, SandboxPayment>();
  /** By the shop's id. */
  readonly refunds = new Map<string, SandboxRefund>();

  clear(): void {
    this.payments.clear();
    this.refunds.clear();
  }
}
