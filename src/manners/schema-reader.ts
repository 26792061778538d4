import type { AnswerSchema } from './make-manners.js';
import type { Members, OperationManners } from './operation-manners.js';

/** Beside `items`, what makes a body a list. */
const OF_LISTS = ['nextCursor', 'hasMore'];

/** Reads the classes of a document as far as answers lead to them. */
export class SchemaReader {
  readonly classes = new Map<string, Members>();

  constructor(private readonly schemas: Readonly<Record<string, AnswerSchema>>) {}

  /** What `fields` may name of a body; undefined for one without named members. */
  fieldsOf(schema: AnswerSchema | undefined): OperationManners['fields'] {
    if (schema === undefined) return undefined;
    const whole = this.resolve(schema);
    const names = Object.keys(whole.properties ?? {});
    if (names.length === 0) return undefined;
    const items = whole.properties?.['items']?.items;
    const isList = items !== undefined && (names.length === 1 || has(names, OF_LISTS));
    const of = isList ? this.read(items, '') : this.read(schema, '');
    return of === '' ? undefined : { of, isList };
  }

  /** Whether a body says under which number it is kept. */
  hasId(schema: AnswerSchema | undefined): boolean {
    return schema !== undefined && this.resolve(schema).properties?.['id'] !== undefined;
  }

  /** The name of a schema's class, which is read when it is met first; empty where it has no members. */
  private read(schema: AnswerSchema, place: string): string {
    if (schema.$ref !== undefined) return this.named(nameOf(schema.$ref));
    if (schema.items !== undefined) return this.read(schema.items, place);
    const choices = schema.allOf ?? schema.oneOf ?? schema.anyOf;
    if (choices !== undefined) return this.oneOf(choices.map((one) => this.read(one, place)));
    if (schema.properties === undefined) return '';
    return this.members(place, schema.properties);
  }

  private named(name: string): string {
    if (this.classes.has(name)) return name;
    const schema = this.schemas[name];
    if (schema?.properties === undefined) return '';
    return this.members(name, schema.properties);
  }

  private members(name: string, properties: Readonly<Record<string, AnswerSchema>>): string {
    // Known before its members are: they may lead back to it.
    this.classes.set(name, {});
    const entries = Object.entries(properties).map(
      ([member, schema]) => [member, this.read(schema, `${name}.${member}`)] as const,
    );
    this.classes.set(name, Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))));
    return name;
  }

  private oneOf(names: readonly string[]): string {
    const known = [...new Set(names.filter((name) => name !== ''))];
    if (known.length < 2) return known[0] ?? '';
    const name = known.join('|');
    const all = known.map((one) => this.classes.get(one) ?? {});
    this.classes.set(name, Object.assign({}, ...all) as Members);
    return name;
  }

  private resolve(schema: AnswerSchema): AnswerSchema {
    return schema.$ref === undefined ? schema : (this.schemas[nameOf(schema.$ref)] ?? {});
  }
}

function nameOf(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

function has(names: readonly string[], wanted: readonly string[]): boolean {
  return wanted.some((name) => names.includes(name));
}
