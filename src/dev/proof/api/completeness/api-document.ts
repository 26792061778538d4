/** As much of an OpenAPI document as its completeness is judged by. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Answer>>;
  readonly 'x-permission'?: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly example?: unknown;
  readonly schema?: { readonly example?: unknown; readonly examples?: readonly unknown[] };
}

export interface Answer {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Content;
  readonly headers?: Readonly<Record<string, unknown>>;
}

export type Content = Readonly<Record<string, Media>>;

export interface Media {
  readonly schema?: object;
  readonly example?: unknown;
  readonly examples?: Readonly<
    Record<string, { readonly $ref?: string; readonly value?: unknown }>
  >;
}

/** An operation with its place: `POST /api/v1/orders`. */
export interface Named extends Operation {
  readonly name: string;
  readonly path: string;
}

/** All operations of a document, in its order. */
export function operationsOf(document: ApiDocument): Named[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const responses = Object.entries(operation.responses).map(
        ([status, answer]) => [status, resolved(document, answer)] as const,
      );
      const name = `${method.toUpperCase()} ${path}`;
      return { ...operation, responses: Object.fromEntries(responses), name, path };
    }),
  );
}

/** What is shared by many operations stands in the components. */
function resolved(document: ApiDocument, answer: Answer): Answer {
  if (answer.$ref === undefined) return answer;
  const name = answer.$ref.slice(answer.$ref.lastIndexOf('/') + 1);
  return document.components?.['responses']?.[name] ?? {};
}

/** Answers of these statuses with their bodies; a status without a number counts as a refusal. */
export function answersOf(operation: Operation, side: 'success' | 'refusal'): [string, Answer][] {
  return Object.entries(operation.responses).filter(
    ([status]) => status < '400' === (side === 'success'),
  );
}

/** The kind of body that people can read: examples of the others would be noise. */
export function isReadable(type: string): boolean {
  return /json|^text\/|xml|x-www-form-urlencoded/.test(type);
}

export function hasExample(media: Media): boolean {
  return media.example !== undefined || Object.keys(media.examples ?? {}).length > 0;
}
