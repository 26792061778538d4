import {
  type Answer,
  answersOf,
  type Content,
  hasExample,
  isReadable,
  type Media,
  type Named,
  type Parameter,
} from './api-document.js';

/** What every operation of a complete document shows; `null` where it does not apply. */
export interface Column {
  readonly name: string;
  readonly holds: (operation: Named) => boolean | null;
}

const PROBLEM_JSON = 'application/problem+json';

/** Probes and metrics speak the language of what asks them. */
const isProbe = ({ path }: Named): boolean => path.startsWith('/health/') || path === '/metrics';
const isPublic = ({ security }: Named): boolean =>
  security?.every((way) => Object.keys(way).length === 0) ?? false;
const hasText = (text: string | undefined): boolean => (text ?? '').trim() !== '';
const parameter = (operation: Named, name: string): Parameter | undefined =>
  operation.parameters?.find((one) => one.in === 'header' && one.name === name);
const takesIfMatch = (operation: Named): boolean => parameter(operation, 'If-Match') !== undefined;
const readable = (content: Content | undefined): [string, Media][] =>
  Object.entries(content ?? {}).filter(([type]) => isReadable(type));
const isLimited = ({ responses }: Named): boolean => responses['429'] !== undefined;

export const COLUMNS: readonly Column[] = [
  { name: 'operationId', holds: ({ operationId }) => hasText(operationId) },
  { name: 'summary', holds: ({ summary }) => hasText(summary) },
  { name: 'description', holds: ({ description }) => hasText(description) },
  { name: 'tag', holds: ({ tags }) => (tags ?? []).length > 0 },
  { name: 'who may call it', holds: ({ security }) => security !== undefined },
  { name: 'schema of the answer', holds: hasAnswerSchema },
  { name: 'example of the answer', holds: hasAnswerExample },
  { name: 'example of the body', holds: hasBodyExample },
  { name: 'parameters described', holds: describesParameters },
  { name: 'examples of what must be sent', holds: showsRequiredParameters },
  { name: 'each answer described', holds: describesAnswers },
  { name: 'refusals are problems', holds: refusesByProblem },
  { name: 'example of each code', holds: showsEachCode },
  {
    name: '401 where one logs in',
    holds: (one) => (isPublic(one) ? null : one.responses['401'] !== undefined),
  },
  {
    name: '403 where a right is asked for',
    holds: (one) => (one['x-permission'] === undefined ? null : one.responses['403'] !== undefined),
  },
  { name: '412 with If-Match, 428 where it must be sent', holds: refusesOldVersions },
  { name: 'ETag with If-Match', holds: tellsVersion },
  { name: '429 and RateLimit headers', holds: tellsLimits },
  {
    name: '500 and 503',
    holds: (one) =>
      isProbe(one)
        ? null
        : one.responses['500'] !== undefined && one.responses['503'] !== undefined,
  },
  { name: 'Idempotent-Replayed with a key', holds: tellsReplay },
];

function hasAnswerSchema(operation: Named): boolean {
  return answersOf(operation, 'success').every(([status, { content }]) => {
    if (status === '204' || status.startsWith('3')) return true;
    const media = Object.values(content ?? {});
    return media.length > 0 && media.every(({ schema }) => schema !== undefined);
  });
}

function hasAnswerExample(operation: Named): boolean | null {
  const media = answersOf(operation, 'success').flatMap(([, { content }]) => readable(content));
  return media.length === 0 ? null : media.every(([, one]) => hasExample(one));
}

function hasBodyExample({ requestBody }: Named): boolean | null {
  const media = readable(requestBody?.content);
  return media.length === 0 ? null : media.every(([, one]) => hasExample(one));
}

function describesParameters({ parameters }: Named): boolean | null {
  if (parameters === undefined || parameters.length === 0) return null;
  return parameters.every(
    ({ description, schema }) => hasText(description) && schema !== undefined,
  );
}

function showsRequiredParameters({ parameters }: Named): boolean | null {
  const required = (parameters ?? []).filter((one) => one.required === true);
  if (required.length === 0) return null;
  return required.every(
    ({ example, schema }) => (example ?? schema?.example ?? schema?.examples?.[0]) !== undefined,
  );
}

/** Every answer says when it comes, and says nothing twice. */
function describesAnswers({ responses }: Named): boolean {
  return Object.values(responses).every(({ description = '' }) => {
    const lines = description.split('\n').filter(hasText);
    return lines.length > 0 && new Set(lines).size === lines.length;
  });
}

function refusesByProblem(operation: Named): boolean | null {
  if (isProbe(operation)) return null;
  const refusals = answersOf(operation, 'refusal');
  return refusals.length > 0 && refusals.every(([, one]) => problemOf(one) !== undefined);
}

function showsEachCode(operation: Named): boolean | null {
  if (isProbe(operation)) return null;
  return answersOf(operation, 'refusal').every(([, one]) => {
    const codes = [...(one.description ?? '').matchAll(/`([a-z_]+\.[a-z_.]+)`/g)].map(
      ([, code]) => code,
    );
    const shown = Object.keys(problemOf(one)?.examples ?? {});
    return codes.length > 0 && codes.every((code) => code !== undefined && shown.includes(code));
  });
}

function problemOf({ content }: Answer): Media | undefined {
  return content?.[PROBLEM_JSON];
}

function refusesOldVersions(operation: Named): boolean | null {
  const header = parameter(operation, 'If-Match');
  if (header === undefined) return null;
  const { responses } = operation;
  return (
    responses['412'] !== undefined && (header.required !== true || responses['428'] !== undefined)
  );
}

/** What these answer is not the thing that If-Match speaks of. */
const OTHER_ANSWER: readonly string[] = [
  // Rows of several variants: the ETag is of one of them.
  'adjustStock',
  // The link of the mail.
  'sendOrderDraft',
  // The refunds; the ETag is the order's.
  'refundOrder',
];

/** Where an answer shows the new state it names its version too. */
function tellsVersion(operation: Named): boolean | null {
  if (!takesIfMatch(operation) || OTHER_ANSWER.includes(operation.operationId ?? '')) return null;
  const bodies = answersOf(operation, 'success').filter(([, { content }]) => content !== undefined);
  return bodies.length === 0
    ? null
    : bodies.every(([, one]) => one.headers?.['ETag'] !== undefined);
}

function tellsLimits(operation: Named): boolean | null {
  if (!isLimited(operation)) return null;
  return answersOf(operation, 'success').every(
    ([, one]) => one.headers?.['RateLimit-Limit'] !== undefined,
  );
}

function tellsReplay(operation: Named): boolean | null {
  if (parameter(operation, 'Idempotency-Key') === undefined) return null;
  return answersOf(operation, 'success').every(
    ([, one]) => one.headers?.['Idempotent-Replayed'] !== undefined,
  );
}
