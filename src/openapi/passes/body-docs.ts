import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;
type Schema = { readonly $ref?: string; readonly required?: readonly string[] };

const METHODS = ['put', 'post', 'delete', 'patch'] as const;

/** A body of which no field has to be there need not come at all. */
export function documentOptionalBodies(document: OpenAPIObject): OpenAPIObject {
  const schemas = document.components?.schemas ?? {};
  const needsNothing = (schema: Schema | undefined): boolean => {
    const name = schema?.$ref?.split('/').at(-1);
    const found = name === undefined ? schema : (schemas[name] as Schema | undefined);
    return found !== undefined && (found.required ?? []).length === 0 && isObject(found);
  };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) relax(path[method], needsNothing);
  }
  return document;
}

function relax(
  operation: Operation | undefined,
  needsNothing: (schema: Schema | undefined) => boolean,
): void {
  const body = operation?.requestBody;
  if (body === undefined || !('content' in body)) return;
  const schema = body.content['application/json']?.schema as Schema | undefined;
  if (needsNothing(schema)) body.required = false;
}

function isObject(schema: object): boolean {
  return 'properties' in schema;
}
