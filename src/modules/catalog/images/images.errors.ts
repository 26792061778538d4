import { defineError } from '../../../common/errors/domain-error.js';
import { registerConstraintError } from '../../../database/pg-errors.js';
import { MediaInUse } from '../../media/media.errors.js';

export class ImageNotFound extends defineError(
  'catalog.image_not_found',
  'not_found',
  'There is no such image',
) {}

/** It is still being checked, was no picture, or is given up. */
export class ImageNotReady extends defineError(
  'catalog.image_not_ready',
  'conflict',
  'The file is not ready to be shown',
) {}

export class TooManyImages extends defineError(
  'catalog.too_many_images',
  'conflict',
  'It has as many images as it can have',
) {}

export class ImageOrderIncomplete extends defineError(
  'catalog.image_order_incomplete',
  'unprocessable',
  'The order must name each image once',
) {}

export class ImageVariantUnknown extends defineError(
  'catalog.image_variant_unknown',
  'unprocessable',
  'The product has no such variant',
) {}

registerConstraintError('uq_images_file_id', MediaInUse);
registerConstraintError('ck_images_file_owner', ImageNotReady);
