import {
  type Document,
  isSuccess,
  operationsOf,
  type Placed,
  responsesOf,
} from '../document-parts.js';

const BY_STATUS: Readonly<Record<string, string>> = {
  '200': 'Done; this is what came of it.',
  '201': 'Made; this is it.',
  '202': 'Taken: it is worked on in the background.',
  '204': 'Done. The answer has no body.',
  '301': 'It has another address now, which `Location` names.',
  '302': 'The browser goes on at the address in `Location`.',
  '304': 'What `If-None-Match` names is still the same. The answer has no body.',
};

/** Says of every answer that went well what it is, where its handler says nothing of its own. */
export function documentAnswers(document: Document): Document {
  for (const placed of operationsOf(document)) {
    const { operation } = placed;
    if ((operation.description ?? '').trim() === '')
      operation.description = `${operation.summary}.`;
    for (const [status, response] of responsesOf(operation)) {
      if (response.description.trim() === '' && isSuccess(status)) {
        response.description = wordsFor(placed, status);
      }
    }
  }
  return document;
}

/** An answer to a question is what its summary names. */
function wordsFor({ method, operation }: Placed, status: string): string {
  if (method === 'get' && status === '200') return `${operation.summary}.`;
  return BY_STATUS[status] ?? `Answer with status ${status}`;
}
