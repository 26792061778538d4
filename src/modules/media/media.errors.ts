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

export class TooManyFiles extends defineError(
  'media.too_many_files',
  'payload_too_large',
  'Too many files in one request',
) {}

/** Files that nobody shows yet count until they are shown or deleted. */
export class MediaQuotaExceeded extends defineError(
  'media.quota_exceeded',
  'too_many_requests',
  'You have too many uploaded files that nothing shows: attach or delete some',
) {}

export class MediaNotFound extends defineError(
  'media.not_found',
  'not_found',
  'There is no such file',
) {}

/** What the file would belong to does not exist. */
export class MediaOwnerNotFound extends defineError(
  'media.owner_not_found',
  'not_found',
  'What the picture is for does not exist',
) {}

/** Nothing arrived at the place the upload was planned for. */
export class UploadMissing extends defineError(
  'media.upload_missing',
  'conflict',
  'The file has not arrived yet',
) {}

/** The address of an upload is too old, was changed or was used up. */
export class UploadNotAllowed extends defineError(
  'media.upload_not_allowed',
  'forbidden',
  'This address does not take a file any more',
) {}

/** An image still shows the file. */
export class MediaInUse extends defineError(
  'media.in_use',
  'conflict',
  'The file is shown: detach it first',
) {}
