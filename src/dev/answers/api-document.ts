/** A JSON schema as OpenAPI 3.1 holds it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

/** A header of an answer. */
export interface AnswerHeader {
  readonly $ref?: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

/** What an operation says about one status. */
export interface DocumentedAnswer {
  readonly $ref?: string;
  readonly description?: string;
  /** Of a refusal: what programs decide by. */
  readonly 'x-problem-codes'?: readonly string[];
  readonly headers?: Readonly<Record<string, AnswerHeader>>;
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
}

/** One way to call the API. */
export interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
  };
  readonly responses: Readonly<Record<string, DocumentedAnswer>>;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
}

/** The part of the OpenAPI document that answers are held against. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, JsonSchema>>;
    readonly headers?: Readonly<Record<string, AnswerHeader>>;
    readonly responses?: Readonly<Record<string, DocumentedAnswer>>;
  };
}

/** Where a request belongs in the document. */
export interface FoundOperation {
  /** `GET /api/v1/orders/{orderId}`. */
  readonly name: string;
  readonly operation: Operation;
  /** Parts of the address, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

interface Template {
  readonly path: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** Finds the operation that a method and an address belong to. */
export class OperationIndex {
  /** Addresses with fewer variable parts first: `/products/bulk` is not the product `bulk`. */
  private readonly templates: readonly Template[];

  constructor(private readonly document: ApiDocument) {
    this.templates = Object.keys(document.paths)
      .map(templateOf)
      .sort((one, other) => rank(one.path).localeCompare(rank(other.path)));
  }

  /** @returns null where the document has nothing for this method at this address. */
  find(method: string, path: string): FoundOperation | null {
    const key = (method === 'HEAD' ? 'GET' : method).toLowerCase();
    for (const { path: template, pattern, names } of this.templates) {
      const match = pattern.exec(path);
      const operation = match ? this.document.paths[template]?.[key] : undefined;
      if (!match || !operation) continue;
      const params = names.map((name, index) => [name, decoded(match[index + 1] ?? '')] as const);
      return {
        name: `${key.toUpperCase()} ${template}`,
        operation,
        params: Object.fromEntries(params),
      };
    }
    return null;
  }
}

/** The router prefers a fixed part to a variable one, from left to right. */
function rank(path: string): string {
  return path.replace(/\{\w+\}/g, '\uffff');
}

function templateOf(path: string): Template {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const source = path
    .split(/\{\w+\}/)
    .map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&'))
    .join('([^/]+)');
  return { path, names, pattern: new RegExp(`^${source}$`) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
