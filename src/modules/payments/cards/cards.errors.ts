import { defineError } from '../../../common/errors/domain-error.js';

/** Unknown, taken away, or somebody else's. */
export class CardNotFound extends defineError(
  'cards.not_found',
  'not_found',
  'There is no such card',
) {}

export class CardsNotKept extends defineError(
  'cards.not_kept',
  'unprocessable',
  'No payment gateway keeps cards here',
) {}

export class CardSetupNotFound extends defineError(
  'cards.setup_not_found',
  'not_found',
  'The gateway knows no card that was begun under this id',
) {}

export class CardSetupOpen extends defineError(
  'cards.setup_open',
  'conflict',
  "The card has not been entered in the gateway's form yet",
) {}

export class TooManyCards extends defineError(
  'cards.too_many',
  'conflict',
  'There are too many cards: take one away first',
) {}

export class CardExpired extends defineError(
  'cards.expired',
  'unprocessable',
  'The card has expired: choose another one',
) {}
