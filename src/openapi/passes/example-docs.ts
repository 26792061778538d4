import {
  bodyOf,
  type Document,
  type Media,
  type Operation,
  isSuccess,
  operationsOf,
  type Response,
  responsesOf,
} from '../document-parts.js';
import type { RecordedAnswer, RecordedOperation, Recordings } from '../recorded.js';

const JSON_TYPE = 'application/json';

/** Puts real requests and answers where a handler shows none of its own. */
export function documentExamples(
  document: Document,
  recorded: ReadonlyMap<string, Recordings>,
): Document {
  for (const { operation } of operationsOf(document)) {
    for (const seen of recorded.get(operation.operationId) ?? []) {
      showRequest(operation, seen);
      showAnswers(operation, seen);
    }
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
    if (!isSuccess(status)) continue;
    const answer = answers[status] ?? ofSameForm(operation, response, answers);
    const media = answer?.type === undefined ? undefined : response.content?.[answer.type];
    if (media !== undefined && answer?.body !== undefined && !hasExample(media)) {
      media.example = answer.body;
    }
  }
}

/** What was made anew is told like what was there already. */
function ofSameForm(
  operation: Operation,
  response: Response,
  answers: RecordedOperation['answers'],
): RecordedAnswer | undefined {
  const found = responsesOf(operation).find(([status, other]) => {
    const isSame = JSON.stringify(other.content?.[JSON_TYPE]?.schema) === schemaText(response);
    return answers[status] !== undefined && isSame;
  });
  return found === undefined ? undefined : answers[found[0]];
}

function schemaText(response: Response): string | undefined {
  return JSON.stringify(response.content?.[JSON_TYPE]?.schema);
}

function hasExample({ example, examples }: Media): boolean {
  return example !== undefined || Object.keys(examples ?? {}).length > 0;
}
