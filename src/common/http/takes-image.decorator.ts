import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { PayloadTooLarge, UnsupportedMediaType } from '../errors/common-errors.js';
import { ApiProblems } from './api-problems.decorator.js';

/** Types that a picture may come as; what it is, its bytes decide. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'];

/** Name in the route's configuration by which the server knows such a route. */
export const TAKES_IMAGE = 'takesImage';

/** On a handler whose body is a picture: `@Body() picture: unknown`, a Buffer when it is one. */
export function TakesImage(): MethodDecorator {
  return applyDecorators(
    RouteConfig({ [TAKES_IMAGE]: true }),
    ApiConsumes(...IMAGE_TYPES),
    ApiBody({ schema: { type: 'string', format: 'binary' } }),
    ApiProblems(UnsupportedMediaType, PayloadTooLarge),
  );
}
