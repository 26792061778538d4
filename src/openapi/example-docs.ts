import {
  bodyOf,
  type Document,
  type Media,
  type Operation,
  operationsOf,
  responsesOf,
} from './document-parts.js';
import type { RecordedOperation } from './recorded.js';

/** Puts real requests and answers where a handler shows none of its own. */
export function documentExamples(
  document: Document,
  recorded: ReadonlyMap<string, RecordedOperation>,
): Document {
  for (const { operation } of operationsOf(document)) {
    const seen = recorded.get(operation.operationId);
    if (seen === undefined) continue;
    showRequest(operation, seen);
    showAnswers(operation, seen);
  }
  return document;
}

function showRequest(operation: Operation, { request }: RecordedOperation): void {
  for (const [type, media] of Object.entries(bodyOf(operation)?.content ?? {})) {
    const isShown = type === (request.type ?? 'application/json');
    if (isShown && request.body !== undefined && !hasExample(media)) media.example = request.body;
  }
}

function showAnswers(operation: Operation, { answers }: RecordedOperation): void {
  for (const [status, response] of responsesOf(operation)) {
    const { type, body } = answers[status] ?? {};
    const media = type === undefined ? undefined : response.content?.[type];
    if (media !== undefined && body !== undefined && !hasExample(media)) media.example = body;
  }
}

function hasExample({ example, examples }: Media): boolean {
  return example !== undefined || Object.keys(examples ?? {}).length > 0;
}
