import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { PayloadTooLarge, UnsupportedMediaType } from '../errors/common-errors.js';
import { ApiProblems } from './api-problems.decorator.js';

/** Types that a file of rows may come as. */
export const FILE_TYPES = ['text/csv', 'application/x-ndjson', 'application/jsonl'];

/** Name in the route's configuration by which the server knows such a route. */
export const TAKES_FILE = 'takesFile';

/** On a handler whose body is a file: `@Body() file: unknown`, a stream that nobody has read yet. */
export function TakesFile(): MethodDecorator {
  return applyDecorators(
    RouteConfig({ [TAKES_FILE]: true }),
    ApiConsumes(...FILE_TYPES),
    ApiBody({ schema: { type: 'string', format: 'binary' } }),
    ApiProblems(UnsupportedMediaType, PayloadTooLarge),
  );
}
