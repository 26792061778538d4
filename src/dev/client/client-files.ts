import { readDocument, type RawDocument } from './read-document.js';
import { fileOf, renderGroup, renderIndex } from './render-groups.js';
import { renderTypes } from './render-types.js';

/** The generated files of the client by their names: the same document gives the same bytes. */
export async function clientFiles(
  document: RawDocument,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { schemas, operations } = await readDocument(document);
  const tags = [...new Set(operations.map(({ tag }) => tag))].sort();
  const names = new Set(schemas.map(({ name }) => name));
  const groups = tags.map((tag) => {
    const own = operations.filter((operation) => operation.tag === tag);
    return [`${fileOf(tag)}.ts`, renderGroup(tag, own, names)] as const;
  });
  return new Map([
    ['types.ts', renderTypes(schemas, codes)],
    ...groups,
    ['groups.ts', renderIndex(tags)],
  ]);
}
