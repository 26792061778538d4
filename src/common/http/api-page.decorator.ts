import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

const TOTAL = { type: 'integer', description: 'Of the whole list; only when it was asked for' };

/**
 * Documents a {@link Page} of the given response class; `counted`: it may say how long the list is; `file`: the type
 * of the file that the whole list may come as.
 */
export function ApiPage(
  item: Type,
  description = 'One page of the list',
  { counted = false, file }: { readonly counted?: boolean; readonly file?: string } = {},
): MethodDecorator {
  const schema = {
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
  };
  const asJson = { 'application/json': { schema } };
  const asFile = file === undefined ? {} : { [file]: { schema: { type: 'string' } } };
  const answer = file === undefined ? { schema } : { content: { ...asJson, ...asFile } };
  return applyDecorators(ApiExtraModels(item), ApiOkResponse({ description, ...answer }));
}
