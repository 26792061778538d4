import type { PipeTransform } from '@nestjs/common';
import { RouteNotFound } from '../../../../common/errors/common-errors.js';
import { IMAGE_OWNERS, type ImageOwnerPath } from '../images.types.js';

/** What has images; anything else is no address. */
export class ImageOwnerPipe implements PipeTransform<string, ImageOwnerPath> {
  transform(path: string): ImageOwnerPath {
    const known = IMAGE_OWNERS.find((owner) => owner === path);
    if (known === undefined) throw new RouteNotFound();
    return known;
  }
}
