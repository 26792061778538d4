import { type Document, operationsOf, type Response, responsesOf } from '../document-parts.js';

/** Below this a reference is longer to read than what it saves. */
const MIN_USES = 5;

/** Refusals that many operations have in common stand in the document once, named by their codes. */
export function shareRefusals(document: Document): Document {
  const uses = new Map<string, number>();
  const refusals = operationsOf(document).flatMap(({ operation }) =>
    responsesOf(operation).flatMap(([status, response]) => {
      const codes = response['x-problem-codes'];
      return codes === undefined
        ? []
        : [{ operation, status, response, text: JSON.stringify(response) }];
    }),
  );
  for (const { text } of refusals) uses.set(text, (uses.get(text) ?? 0) + 1);
  const shared = new Map<string, Response>();
  for (const { operation, status, response, text } of refusals) {
    const name = nameOf(response);
    if ((uses.get(text) ?? 0) < MIN_USES) continue;
    const before = shared.get(name);
    // The same codes with other headers stay where they are.
    if (before !== undefined && JSON.stringify(before) !== text) continue;
    shared.set(name, response);
    operation.responses[status] = { $ref: `#/components/responses/${name}` };
  }
  const responses = Object.fromEntries([...shared].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...document, components: { ...document.components, responses } };
}

function nameOf(response: Response): string {
  return (response['x-problem-codes'] ?? []).join('-');
}
