import { ImagesRepository } from './data/images.repository.js';
import { ImagesController } from './http/images.controller.js';
import { AttachImages } from './use-cases/attach-images.js';
import { ChangeImages } from './use-cases/change-images.js';
import { DescribeImage } from './use-cases/describe-image.js';
import { DetachImage } from './use-cases/detach-image.js';
import { OrderImages } from './use-cases/order-images.js';

/** Images of products and groups. */
export const IMAGE_CONTROLLERS = [ImagesController];

export const IMAGE_PROVIDERS = [
  ImagesRepository,
  ChangeImages,
  AttachImages,
  OrderImages,
  DescribeImage,
  DetachImage,
];
