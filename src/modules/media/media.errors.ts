import { defineError } from '../../common/errors/domain-error.js';

export class InvalidImage extends defineError(
  'media.invalid_image',
  'unprocessable',
  'This is no PNG, JPEG or WebP picture that can be read',
) {}

export class MediaBusy extends defineError(
  'media.busy',
  'unavailable',
  'Too many pictures at once, try again in a moment',
) {}
