import type { SavedCard } from '../gateways/payment-gateway.js';

/** A saved card as its owner sees it. */
export interface Card {
  readonly id: string;
  readonly gateway: string;
  readonly brand: string | null;
  /** `**** **** **** 4242`. */
  readonly maskedNumber: string;
  readonly last4: string;
  /** Last day on which it is good, `YYYY-MM-DD`. */
  readonly expiresOn: string;
  readonly isExpired: boolean;
  readonly isDefault: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** A saved card with what its gateway has to be told to charge it. */
export interface ChargeableCard {
  readonly gateway: string;
  readonly card: SavedCard;
}
