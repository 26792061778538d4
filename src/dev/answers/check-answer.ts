import {
  type AnswerHeader,
  type ApiDocument,
  type DocumentedAnswer,
  type FoundOperation,
  OperationIndex,
} from './api-document.js';
import { checkRequest } from './check-request.js';
import type { Exchange, Lie } from './exchange.js';
import { isNotReviewed } from './reviewed.js';
import { StrictSchemas } from './strict-schemas.js';

/** What an answer was found to be. */
export interface Verdict {
  /** Null for an address that the document does not have. */
  readonly operation: FoundOperation | null;
  readonly lies: readonly Lie[];
}

/** Headers that callers decide by: sent, they have to be in the document. */
const TELLING = [
  'allow',
  'content-disposition',
  'content-language',
  'deprecation',
  'etag',
  'idempotent-replayed',
  'last-modified',
  'link',
  'location',
  'preference-applied',
  'ratelimit-limit',
  'ratelimit-policy',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'sunset',
  'www-authenticate',
  'x-cart-token',
];

const PROBLEM = 'application/problem+json';

/**
 * Holds answers against the OpenAPI document: status, content type, headers and body of each, the code of a refusal,
 * and whether a request that went well was one that the document allows.
 */
export class AnswerChecker {
  private readonly index: OperationIndex;
  private readonly schemas: StrictSchemas;

  constructor(private readonly document: ApiDocument) {
    this.index = new OperationIndex(document);
    this.schemas = new StrictSchemas(document);
  }

  check(exchange: Exchange): Verdict {
    const { method, status } = exchange;
    const path = exchange.url.split('?')[0] ?? '';
    const operation = this.index.find(method, path);
    if (operation === null) return { operation, lies: unknownAddress(method, path, exchange) };
    const where = `${operation.name} ${status}`;
    const answer = this.answerFor(operation, status);
    const found =
      answer === null
        ? [`status ${status}${codeOf(exchange)} is not in the document`]
        : [
            ...this.headers(operation, answer, exchange),
            ...this.body(answer, exchange),
            ...(status < 300 ? checkRequest(this.schemas, operation, exchange) : []),
          ];
    const lies = found.map((what) => ({ where, what })).filter(isNotReviewed);
    return { operation, lies };
  }

  private answerFor({ operation }: FoundOperation, status: number): DocumentedAnswer | null {
    const range = `${Math.floor(status / 100)}XX`;
    const { responses } = operation;
    return this.resolved(responses[status] ?? responses[range] ?? responses['default']);
  }

  private resolved(answer: DocumentedAnswer | undefined): DocumentedAnswer | null {
    const name = answer?.$ref?.split('/').at(-1);
    if (name === undefined) return answer ?? null;
    return this.document.components?.responses?.[name] ?? null;
  }

  private headers(
    { operation }: FoundOperation,
    answer: DocumentedAnswer,
    { headers }: Exchange,
  ): string[] {
    const written = Object.entries(answer.headers ?? {}).map(([name, header]) => {
      return [name.toLowerCase(), this.header(header)] as const;
    });
    // An operation that has a limit tells how it stands with every answer: it is said once.
    const limits = Object.keys(this.resolved(operation.responses['429'])?.headers ?? {});
    const known = new Set([...written.map(([name]) => name), ...limits.map(lowerCased)]);
    const missing = TELLING.filter((name) => headers[name] !== undefined && !known.has(name));
    const wrong = written.flatMap(([name, { required, schema }]) => {
      const value = headers[name];
      if (value === undefined) return required === true ? [`header ${name} is missing`] : [];
      const faults = this.schemas.faultsOfText(schema ?? {}, value);
      return faults.map((fault) => `header ${name} ${fault}`);
    });
    return [...missing.map((name) => `header ${name} is not in the document`), ...wrong];
  }

  private header(header: AnswerHeader): AnswerHeader {
    const name = header.$ref?.split('/').at(-1);
    return name === undefined ? header : (this.document.components?.headers?.[name] ?? header);
  }

  private body(answer: DocumentedAnswer, exchange: Exchange): string[] {
    const { body, method } = exchange;
    // Whoever asks for little gets the status alone (RFC 7240).
    const isMinimal = exchange.headers['preference-applied'] === 'return=minimal';
    if (method === 'HEAD' || body === null || (isMinimal && body.length === 0)) return [];
    const type = typeOf(exchange.headers['content-type']);
    const content = Object.entries(answer.content ?? {});
    if (content.length === 0) {
      return body.length === 0 ? [] : [`a body of ${type} is not in the document`];
    }
    const media = content.find(([name]) => typeOf(name) === type)?.[1];
    if (media === undefined) return [`content type ${type || '(none)'} is not in the document`];
    if (!/\bjson$/.test(type)) return [];
    const value = parsed(body);
    if (value === undefined) return ['the body is no JSON'];
    const faults = this.schemas.faultsOf(media.schema ?? {}, value);
    // Whoever asks for some fields gets those: nothing else may come, but not everything has to.
    const isPart = exchange.status < 300 && /[?&]fields=/.test(exchange.url);
    const wrong = isPart ? faults.filter((fault) => !fault.endsWith(' is missing')) : faults;
    return [...wrong, ...(type === PROBLEM ? problemFaults(answer, value, exchange) : [])];
  }
}

/** A refusal says its status again, and a code that the document names beside this status. */
function problemFaults(answer: DocumentedAnswer, value: unknown, { status }: Exchange): string[] {
  const { code, status: said } = value as { code?: unknown; status?: unknown };
  return [
    ...(codesOf(answer).includes(code) ? [] : [`code ${String(code)} is not in the document`]),
    ...(said === status ? [] : [`the body says status ${String(said)}`]),
  ];
}

/** By the list, else by the text, which names each code in backticks. */
function codesOf(answer: DocumentedAnswer): readonly unknown[] {
  const named = [...(answer.description ?? '').matchAll(/`([a-z0-9_.]+)`/g)];
  return answer['x-problem-codes'] ?? named.map(([, code]) => code);
}

/** What the document does not have may only be refused. */
function unknownAddress(method: string, path: string, exchange: Exchange): Lie[] {
  if (method === 'OPTIONS' || exchange.status >= 400) return [];
  const where = `${method} ${path} ${exchange.status}`;
  return [{ where, what: 'the document has no such operation' }];
}

function codeOf({ body }: Exchange): string {
  const value = body === null ? undefined : parsed(body);
  const code =
    typeof value === 'object' && value !== null ? (value as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? ` (${code})` : '';
}

function lowerCased(name: string): string {
  return name.toLowerCase();
}

function typeOf(header: string | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
