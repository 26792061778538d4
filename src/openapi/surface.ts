/** As much of an OpenAPI document as callers rely on. */
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/**
 * What a document promises and demands, a line each, sorted. A caller breaks when a line that begins with
 * `gives`, `takes` or `route` goes away, or when one that begins with `needs` comes to something that was there before.
 * A class is named once, however many routes use it. New values in answers are no break: callers
 * have to expect them.
 */
export function surfaceOf(document: Document): string[] {
  const lines = new Set<string>();
  const reader = new SurfaceReader(document.components?.schemas ?? {}, lines);
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = methods[method];
      if (operation !== undefined) reader.operation(`${method.toUpperCase()} ${path}`, operation);
    }
  }
  return [...lines].sort();
}

/** What a caller of the released document could no longer do, one sentence each. */
export function breaksBetween(released: readonly string[], current: readonly string[]): string[] {
  const now = new Set(current.map(withPlainHeaders));
  const before = new Set(released.map(withPlainHeaders));
  const gone = [...before]
    .filter((line) => !line.startsWith('needs ') && !now.has(line))
    .map((line) => `gone: ${line}`);
  const demanded = [...now]
    .filter((line) => line.startsWith('needs ') && !before.has(line))
    .filter((line) => before.has(`known ${ownerOf(line)}`))
    .map((line) => `new: ${line}`);
  return [...gone.filter((line) => !line.startsWith('gone: known ')), ...demanded];
}

/** One header has one name, in whichever letters. */
function withPlainHeaders(line: string): string {
  return line.replace(/ header\.[\w-]+/, (name) => name.toLowerCase());
}

/** `needs <owner> <what>`: the owner is a route or a class. */
function ownerOf(line: string): string {
  return line.slice('needs '.length, line.lastIndexOf(' '));
}

class SurfaceReader {
  private readonly read = new Set<string>();

  constructor(
    private readonly schemas: Readonly<Record<string, Schema>>,
    private readonly lines: Set<string>,
  ) {}

  operation(name: string, operation: Operation): void {
    this.lines.add(`route ${name}`);
    this.lines.add(`known ${name}`);
    for (const parameter of operation.parameters ?? []) this.parameter(name, parameter);
    const { requestBody } = operation;
    for (const [type, { schema }] of Object.entries(requestBody?.content ?? {})) {
      this.lines.add(`takes ${name} body ${type}: ${this.shape(schema, 'takes')}`);
      if (requestBody?.required === true) this.lines.add(`needs ${name} body`);
    }
    for (const [status, answer] of Object.entries(operation.responses ?? {})) {
      if (!status.startsWith('2') && !status.startsWith('3')) continue;
      this.lines.add(`gives ${name} ${status}`);
      for (const [type, { schema }] of Object.entries(answer.content ?? {})) {
        this.lines.add(`gives ${name} ${status} ${type}: ${this.shape(schema, 'gives')}`);
      }
    }
  }

  private parameter(name: string, { name: field, in: where, required, schema }: Parameter): void {
    const place = `${where}.${field}`;
    this.lines.add(`takes ${name} ${place}: ${this.shape(schema, 'takes')}`);
    this.values(`takes ${name} ${place}`, schema);
    if (required === true) this.lines.add(`needs ${name} ${place}`);
  }

  /** A short text that differs when the type does; classes are read where they are first met. */
  private shape(schema: Schema | undefined, side: 'takes' | 'gives'): string {
    if (schema === undefined) return 'anything';
    if (schema.$ref !== undefined) return this.named(schema.$ref, side);
    const choices = schema.allOf ?? schema.oneOf ?? schema.anyOf;
    if (choices !== undefined) return choices.map((one) => this.shape(one, side)).join('|');
    if (schema.items !== undefined) return `[${this.shape(schema.items, side)}]`;
    if (schema.properties !== undefined) {
      const fields = Object.entries(schema.properties);
      return `{${fields.map(([key, one]) => `${key}:${this.shape(one, side)}`).join(',')}}`;
    }
    const { type = 'anything' } = schema;
    return typeof type === 'string' ? type : type.join('|');
  }

  private named(ref: string, side: 'takes' | 'gives'): string {
    const name = ref.slice(ref.lastIndexOf('/') + 1);
    const key = `${side} ${name}`;
    if (this.read.has(key)) return name;
    this.read.add(key);
    this.lines.add(`known ${name}`);
    const schema = this.schemas[name];
    for (const [field, one] of Object.entries(schema?.properties ?? {})) {
      this.lines.add(`${key}.${field}: ${this.shape(one, side)}`);
      if (side === 'takes') this.values(`${key}.${field}`, one);
    }
    if (side === 'gives') return name;
    for (const field of schema?.required ?? []) this.lines.add(`needs ${name} ${field}`);
    return name;
  }

  /** Values that may be sent: one that goes away is refused from then on. */
  private values(place: string, schema: Schema | undefined): void {
    for (const value of schema?.enum ?? schema?.items?.enum ?? []) {
      this.lines.add(`${place} = ${String(value)}`);
    }
  }
}
