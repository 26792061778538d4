import { defineError } from '../../common/errors/domain-error.js';
import { registerConstraintError } from '../../database/pg-errors.js';

export class AlreadyReviewed extends defineError(
  'ratings.already_reviewed',
  'conflict',
  'You have already reviewed this product',
) {}

registerConstraintError('ratings_product_id_user_id_key', AlreadyReviewed);
