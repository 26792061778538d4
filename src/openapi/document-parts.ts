import type { OpenAPIObject } from '@nestjs/swagger';

type Inline<T> = Exclude<NonNullable<T>, { $ref: string }>;

export type Document = OpenAPIObject;
export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & {
  readonly operationId: string;
  'x-permission'?: string;
};
export type Response = Inline<Operation['responses'][string]> & { 'x-problem-codes'?: string[] };
export type Header = NonNullable<Response['headers']>[string];
export type Parameter = Inline<NonNullable<Operation['parameters']>[number]>;
type RequestBody = Inline<Operation['requestBody']>;
export type Media = NonNullable<Response['content']>[string];

/** An operation with its place. */
export interface Placed {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Every operation of the document, to be read or changed in place. */
export function operationsOf(document: Document): Placed[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method, path, operation: operation as Operation }] : [];
    }),
  );
}

/** The answers of an operation by their status; the document names none of them by a reference. */
export function responsesOf(operation: Operation): [status: string, response: Response][] {
  return Object.entries(operation.responses) as [string, Response][];
}

/** The parameters of an operation; the document names none of them by a reference. */
export function parametersOf(operation: Operation): Parameter[] {
  return (operation.parameters ?? []) as Parameter[];
}

/** The body that an operation takes, or null. */
export function bodyOf(operation: Operation): RequestBody | null {
  return (operation.requestBody as RequestBody | undefined) ?? null;
}

/** Answers that went well, pages that lead on among them. */
export function isSuccess(status: string): boolean {
  return status < '400';
}
