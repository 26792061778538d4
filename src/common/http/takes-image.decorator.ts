import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { PayloadTooLarge, UnsupportedMediaType } from '../errors/common-errors.js';
import { ApiProblems } from './api-problems.decorator.js';

/** Types that a picture may come as; what it is, its bytes decide. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'];
export const FORM_TYPE = 'multipart/form-data';

/** Names in the route's configuration by which the server knows such a route. */
export const TAKES_IMAGE = 'takesImage';
export const TAKES_FORM = 'takesForm';

const PICTURE = { type: 'string', format: 'binary' } as const;

/** On a handler whose body is a picture, by itself or as the one file of a form. */
export function TakesImage(): MethodDecorator {
  return applyDecorators(
    RouteConfig({ [TAKES_IMAGE]: true, [TAKES_FORM]: true }),
    ApiConsumes(...IMAGE_TYPES, FORM_TYPE),
    ApiBody({ schema: PICTURE }),
    ApiProblems(UnsupportedMediaType, PayloadTooLarge),
  );
}

/** On a handler whose body is a picture and nothing else. */
export function TakesRawImage(): MethodDecorator {
  return applyDecorators(
    RouteConfig({ [TAKES_IMAGE]: true }),
    ApiConsumes(...IMAGE_TYPES),
    ApiBody({ schema: PICTURE }),
    ApiProblems(UnsupportedMediaType, PayloadTooLarge),
  );
}

/** On a handler whose body is a form with pictures. */
export function TakesImageForm(): MethodDecorator {
  return applyDecorators(
    RouteConfig({ [TAKES_FORM]: true }),
    ApiConsumes(FORM_TYPE),
    ApiBody({
      schema: { type: 'object', properties: { file: { type: 'array', items: PICTURE } } },
    }),
    ApiProblems(UnsupportedMediaType, PayloadTooLarge),
  );
}
