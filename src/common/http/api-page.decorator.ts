import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

const TOTAL = { type: 'integer', description: 'Of the whole list; only when it was asked for' };

/** Documents a {@link Page} of the given response class; `counted`: it may say how long the list is. */
export function ApiPage(
  item: Type,
  description = 'One page of the list',
  { counted = false }: { readonly counted?: boolean } = {},
): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(item),
    ApiOkResponse({
      description,
      schema: {
        type: 'object',
        required: ['items', 'nextCursor'],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(item) } },
          nextCursor: {
            type: 'string',
            nullable: true,
            description: 'Pass it as `cursor` for the next page; null on the last one.',
          },
          ...(counted ? { total: TOTAL } : {}),
        },
      },
    }),
  );
}
