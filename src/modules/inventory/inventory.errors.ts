import { defineError } from '../../common/errors/domain-error.js';
import { registerConstraintError } from '../../database/pg-errors.js';

export class StockNotEnough extends defineError(
  'inventory.not_enough_stock',
  'conflict',
  'There is not enough stock',
) {}

export class AlreadyShipped extends defineError(
  'inventory.already_shipped',
  'conflict',
  'More than that has left already',
) {}

export class NotReserved extends defineError(
  'inventory.not_reserved',
  'conflict',
  'The order does not keep that many pieces, or is not paid for',
) {}

export class NotAtLocation extends defineError(
  'inventory.not_at_location',
  'conflict',
  'There are not that many pieces in this place',
) {}

export class StockPromised extends defineError(
  'inventory.promised',
  'conflict',
  'These pieces are sold: give them back from an order first',
) {}

export class StockChangedMeanwhile extends defineError(
  'inventory.changed',
  'precondition_failed',
  'There are not as many pieces as expected: read them again',
) {}

export class TooManyPieces extends defineError(
  'inventory.too_many',
  'unprocessable',
  'More pieces than can be counted',
) {}

export class RowRepeated extends defineError(
  'inventory.row_repeated',
  'validation',
  'Another row of the request names the same variant',
) {}

export class LocationNotFound extends defineError(
  'inventory.location_not_found',
  'not_found',
  'There is no such place',
) {}

export class LocationInactive extends defineError(
  'inventory.location_inactive',
  'conflict',
  'Nothing comes to this place any more',
) {}

export class LocationCodeTaken extends defineError(
  'inventory.location_code_taken',
  'conflict',
  'Another place has this code',
) {}

export class LocationInUse extends defineError(
  'inventory.location_in_use',
  'conflict',
  'There are pieces in this place, or it is the one that is meant when none is named',
) {}

export class SameLocation extends defineError(
  'inventory.same_location',
  'validation',
  'A transfer needs two different places',
) {}

export class ExpectationMissing extends defineError(
  'inventory.expectation_missing',
  'precondition_required',
  'Say how many pieces you expect there, or send If-Match',
) {}

registerConstraintError('uq_stock_locations_code', LocationCodeTaken);
