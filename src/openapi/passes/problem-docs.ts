import {
  CardNumberRefused,
  InternalError,
  InvalidRequest,
  PayloadTooLarge,
  ServiceUnavailable,
  Unauthenticated,
  UnsupportedMediaType,
  UriTooLong,
} from '../../common/errors/common-errors.js';
import { findProblem, type ProblemDescription } from '../../common/errors/domain-error.js';
import { STATUS_OF_KIND } from '../../common/errors/error-kind.js';
import {
  type Document,
  isSuccess,
  type Operation,
  operationsOf,
  type Placed,
  type Response,
  responsesOf,
} from '../document-parts.js';
import type { HandlerFacts } from '../handler-facts.js';

const PROBLEM_JSON = 'application/problem+json';
const CODE = /`([a-z0-9_]+\.[a-z0-9_.]+)`/g;
const REQUEST_ID = '6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52';
/** These answer in the language of what asks them, and refuse nobody. */
const PROBES = ['/health/', '/metrics'];
/** Messages of gateways are theirs to write. */
const CALLBACKS = '/api/v1/payments/callbacks/';

/**
 * Makes the refusals of every operation whole: the codes of handler and controller together, each once,
 * with an example that shows its answer, and what can befall any request.
 */
export function documentProblems(
  document: Document,
  facts: ReadonlyMap<string, HandlerFacts>,
): Document {
  const shown = new Map<string, ProblemDescription>();
  for (const placed of operationsOf(document)) {
    if (isProbe(placed)) continue;
    const { operation } = placed;
    documentRule(operation, facts.get(operation.operationId));
    const problems = problemsOf(placed, facts.get(operation.operationId));
    for (const problem of problems) shown.set(problem.code, problem);
    putProblems(operation, problems.sort(byCode));
  }
  const examples = [...shown.values()].sort(byCode);
  return {
    ...document,
    components: {
      ...document.components,
      examples: Object.fromEntries(examples.map((one) => [one.code, exampleOf(one)])),
    },
  };
}

const byCode = (a: ProblemDescription, b: ProblemDescription): number => (a.code < b.code ? -1 : 1);

function isProbe({ path }: Placed): boolean {
  return PROBES.some((prefix) => path.startsWith(prefix));
}

/** Controllers that share their handlers give each of them a rule of its own. */
function documentRule(operation: Operation, facts: HandlerFacts | undefined): void {
  const rule = facts?.rule;
  if (rule?.kind === 'permission') operation['x-permission'] = `${rule.module}:${rule.action}`;
  else delete operation['x-permission'];
}

function problemsOf(placed: Placed, facts: HandlerFacts | undefined): ProblemDescription[] {
  const { operation } = placed;
  const written = responsesOf(operation).flatMap(([status, { description }]) =>
    isSuccess(status) ? [] : [...description.matchAll(CODE)].map(([, code = '']) => known(code)),
  );
  const all = [...(facts?.problems ?? []), ...written, ...universal(placed)];
  return [...new Map(all.map((problem) => [problem.code, problem])).values()];
}

/** @throws Error for a code that a description made up */
function known(code: string): ProblemDescription {
  const problem = findProblem(code);
  if (problem === null) throw new Error(`The document names a code that nobody defined: ${code}`);
  return problem;
}

/** What stands before every handler refuses alike. */
function universal({ method, path, operation }: Placed): ProblemDescription[] {
  const classes = [InternalError, ServiceUnavailable];
  const all = classes.map(({ problem }) => problem);
  if (operation.security?.some((way) => Object.keys(way).length > 0)) {
    all.push(Unauthenticated.problem);
  }
  all.push(InvalidRequest.problem);
  if (!path.startsWith(CALLBACKS)) all.push(CardNumberRefused.problem);
  // Bodies are read before anybody asks whether there is a use for them.
  if (method !== 'get') all.push(PayloadTooLarge.problem, UnsupportedMediaType.problem);
  if (path.includes('{')) all.push(UriTooLong.problem);
  return all;
}

function putProblems(operation: Operation, problems: readonly ProblemDescription[]): void {
  const byStatus = new Map<string, ProblemDescription[]>();
  for (const problem of problems) {
    const status = String(STATUS_OF_KIND[problem.kind]);
    byStatus.set(status, [...(byStatus.get(status) ?? []), problem]);
  }
  for (const [status, ofStatus] of [...byStatus].sort(([a], [b]) => Number(a) - Number(b))) {
    const response = operation.responses[status] as Response | undefined;
    operation.responses[status] = { ...response, ...refusal(ofStatus) };
  }
}

function refusal(problems: readonly ProblemDescription[]): Response {
  const codes = problems.map(({ code }) => code);
  return {
    description: problems.map(sentence).join('\n\n'),
    'x-problem-codes': codes,
    content: {
      [PROBLEM_JSON]: {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(
          codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
        ),
      },
    },
  };
}

function sentence({ code, title }: ProblemDescription): string {
  return `[\`${code}\`](/problems/${code}): ${title}`;
}

function exampleOf({ code, kind, title }: ProblemDescription) {
  const isInvalid = code === InvalidRequest.problem.code;
  const value = {
    type: `/problems/${code}`,
    title,
    status: STATUS_OF_KIND[kind],
    detail: isInvalid ? 'quantity must not be less than 1' : title,
    instance: '/api/v1/cart/items',
    code,
    requestId: REQUEST_ID,
    ...(isInvalid ? { errors: [INVALID_FIELD] } : {}),
  };
  return { summary: title, value };
}

const INVALID_FIELD = {
  pointer: '/quantity',
  code: 'min',
  detail: 'quantity must not be less than 1',
};
