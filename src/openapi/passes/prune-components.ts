import type { Document } from '../document-parts.js';

/** Leaves out the headers that no answer of this document has. */
export function pruneHeaders(document: Document): Document {
  const { headers, responses } = document.components ?? {};
  const text = JSON.stringify([document.paths, responses]);
  const used = Object.entries(headers ?? {}).filter(([name]) =>
    text.includes(`"#/components/headers/${name}"`),
  );
  return { ...document, components: { ...document.components, headers: Object.fromEntries(used) } };
}
