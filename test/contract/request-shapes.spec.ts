import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InvalidRequest } from '../../src/common/errors/common-errors.js';
import { createValidationPipe } from '../../src/common/http/validation.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}

type Contract = new () => object;

const text = readFileSync(new URL('openapi.json', import.meta.url), 'utf8');
const { paths, components } = JSON.parse(text) as Document;
const modules = import.meta.glob<Record<string, unknown>>('/src/**/*.{request,query}.ts', {
  eager: true,
});
const contracts = new Map<string, Contract>();
for (const one of Object.values(modules)) {
  for (const [name, value] of Object.entries(one)) {
    if (typeof value === 'function') contracts.set(name, value as Contract);
  }
}

const PREFIX = '#/components/schemas/';
const nameOf = ({ $ref, allOf }: Schema): string | undefined =>
  ($ref ?? allOf?.[0]?.$ref)?.slice(PREFIX.length);

function takesNull(schema: Schema): boolean {
  const named = nameOf(schema);
  if (named !== undefined) return false;
  const types = [schema.type ?? []].flat();
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (types.length === 0 && alternatives.length === 0) return schema.enum?.includes(null) ?? true;
  return types.includes('null') || alternatives.some(takesNull);
}

/** The part of a schema that is not null. */
function present(schema: Schema): Schema {
  const alternatives = schema.anyOf ?? schema.oneOf ?? [];
  return alternatives.find((one) => one.type !== 'null') ?? schema;
}

/** Contracts of bodies, and what they hold. */
function bodies(): string[] {
  const names = new Set<string>();
  const walk = (schema: Schema): void => {
    const name = nameOf(schema);
    if (name === undefined) {
      if (schema.items) walk(schema.items);
      return;
    }
    if (names.has(name)) return;
    names.add(name);
    for (const part of Object.values(components.schemas[name]?.properties ?? {})) {
      walk(present(part));
    }
  };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  for (const { requestBody } of operations) {
    for (const { schema } of Object.values(requestBody?.content ?? {})) walk(schema);
  }
  return [...names].filter((name) => components.schemas[name]?.properties !== undefined);
}

/** Read row by row by the products themselves, whose refusals name the row; the contract only lets them in. */
const ROW_BY_ROW =
  /^(CreateProduct|NewVariant|Attribute|BulkProducts|BulkRow|BulkVariant|Product|Variant)Request$/;

const pipe = createValidationPipe();

/** Whether the field itself is refused when a body has this value for it; undefined leaves it out. */
async function isRefused(metatype: Contract, field: string, value: unknown): Promise<boolean> {
  const body = value === undefined ? {} : { [field]: value };
  try {
    await pipe.transform(body, { type: 'body', metatype });
    return false;
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    return (error.errors ?? []).some(({ pointer }) => pointer.split('/')[1] === field);
  }
}

describe('The contract of a body', () => {
  const names = bodies();

  it('is a class that the program has', () => {
    expect(names.length).toBeGreaterThan(80);
    expect(names.filter((name) => !contracts.has(name))).toEqual([]);
  });

  it.each(names.filter((name) => !ROW_BY_ROW.test(name)))(
    '%s takes null, nothing and empty lists just where the document says so',
    async (name) => {
      const contract = contracts.get(name);
      const schema = components.schemas[name];
      if (contract === undefined || schema === undefined) return;
      const wrong: string[] = [];
      const expectRefusal = async (
        field: string,
        value: unknown,
        isDue: boolean,
      ): Promise<void> => {
        if ((await isRefused(contract, field, value)) === isDue) return;
        const shown = value === undefined ? 'nothing' : JSON.stringify(value);
        wrong.push(`${field}: ${shown} is ${isDue ? 'taken' : 'refused'}`);
      };
      for (const [field, part] of Object.entries(schema.properties ?? {})) {
        await expectRefusal(field, null, !takesNull(part));
        if (schema.required?.includes(field)) await expectRefusal(field, undefined, true);
        const { items, ...rest } = present(part);
        if (items !== undefined && nameOf(items) !== undefined)
          await expectRefusal(field, [[]], true);
        if (nameOf(rest) !== undefined) await expectRefusal(field, [], true);
      }
      expect(wrong).toEqual([]);
    },
  );
});
