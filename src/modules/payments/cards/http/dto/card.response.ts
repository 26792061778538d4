import { ApiProperty } from '@nestjs/swagger';
import type { PreparedCard } from '../../../gateways/payment-gateway.js';
import type { Card } from '../../cards.types.js';

/** A saved card. */
export class CardResponse {
  readonly id: string;

  /** @example "stripe" */
  readonly gateway: string;

  @ApiProperty({ type: String, nullable: true, example: 'visa' })
  readonly brand: string | null;

  /** @example '**** **** **** 4242' */
  readonly maskedNumber: string;

  /** @example '4242' */
  readonly last4: string;

  /**
   * Last day on which it is good.
   *
   * @example '2030-12-31'
   */
  readonly expiresOn: string;

  readonly isExpired: boolean;

  readonly isDefault: boolean;

  readonly createdAt: string;
}

/** All cards of the caller. */
export class CardsResponse {
  @ApiProperty({ type: [CardResponse] })
  readonly items: CardResponse[];
}

/** What the gateway's script in the browser needs. */
export class PreparedCardResponse {
  /** @example "stripe" */
  readonly gateway: string;

  readonly setupId: string;

  /** For the gateway's script only; good for this one card. */
  readonly clientSecret: string;

  readonly publishableKey: string;
}

/** Allow-list of what an owner sees of his card. */
export function toCardResponse(card: Card): CardResponse {
  const { id, gateway, brand, maskedNumber, last4 } = card;
  const { expiresOn, isExpired, isDefault, createdAt } = card;
  return { id, gateway, brand, maskedNumber, last4, expiresOn, isExpired, isDefault, createdAt };
}

/** Allow-list of what goes to the browser. */
export function toPreparedCardResponse(
  prepared: PreparedCard & { readonly gateway: string },
): PreparedCardResponse {
  const { gateway, setupId, clientSecret, publishableKey } = prepared;
  return { gateway, setupId, clientSecret, publishableKey };
}
