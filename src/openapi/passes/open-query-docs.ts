import { OPEN_QUERIES } from '../../manners/open-queries.js';
import { type Document, operationsOf, type Parameter, parametersOf } from '../document-parts.js';

/** An object in its parts, each with a name of its own: the way to say that any name may come. */
function anyName(reason: string): Parameter {
  return {
    name: 'others',
    in: 'query',
    required: false,
    description: `Further names, each by itself: ${reason}.`,
    style: 'form',
    explode: true,
    schema: { type: 'object', additionalProperties: { type: 'string' } },
  };
}

/** Says of operations whose query others write that any name may come. */
export function documentOpenQueries(document: Document): Document {
  for (const { operation } of operationsOf(document)) {
    const reason = OPEN_QUERIES[operation.operationId];
    if (reason === undefined) continue;
    operation.parameters = [...parametersOf(operation), anyName(reason)];
  }
  return document;
}
