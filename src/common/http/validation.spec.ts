import { Type } from 'class-transformer';
import { IsInt, IsString, Min, ValidateNested } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { InvalidRequest } from '../errors/common-errors.js';
import { PageQuery } from './page.query.js';
import { createValidationPipe } from './validation.js';

class Item {
  @IsInt()
  @Min(1)
  quantity: number;
}

class Body {
  @IsString()
  name: string;

  @ValidateNested({ each: true })
  @Type(() => Item)
  items: Item[];
}

const pipe = createValidationPipe();

async function refusal(value: unknown, metatype: new () => object = Body): Promise<InvalidRequest> {
  const error: unknown = await pipe.transform(value, { type: 'body', metatype }).then(
    (passed: unknown) => passed,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidRequest)) throw new Error(`passed: ${JSON.stringify(error)}`);
  return error;
}

describe('createValidationPipe', () => {
  it('refuses a body that is nested without end', async () => {
    const deep: unknown = JSON.parse(`${'{"items":'.repeat(100_000)}1${'}'.repeat(100_000)}`);
    expect((await refusal(deep)).message).toBe('The body is nested deeper than 32');
  });

  it('says where and why with a pointer and a code, never with the value', async () => {
    const error = await refusal({ name: 'x', items: [{ quantity: 1 }, { quantity: 'seven' }] });
    expect(error.errors).toEqual([
      { pointer: '/items/1/quantity', code: 'min', detail: expect.any(String) as string },
      { pointer: '/items/1/quantity', code: 'is_int', detail: expect.any(String) as string },
    ]);
    expect(JSON.stringify(error)).not.toContain('seven');
  });

  it('refuses fields that the DTO does not name', async () => {
    const error = await refusal({ name: 'x', items: [], 'is/Admin~': true });
    expect(error.errors).toEqual([
      { pointer: '/is~1Admin~0', code: 'unknown_field', detail: expect.any(String) as string },
    ]);
  });

  it.each([[[]], [null], ['text'], [7], [[[]]]])('refuses the body %j', async (body) => {
    await expect(refusal(body)).resolves.toBeInstanceOf(InvalidRequest);
  });

  it('does not turn text into numbers by itself', async () => {
    await expect(refusal({ name: 1, items: [] })).resolves.toBeInstanceOf(InvalidRequest);
  });
});

describe('PageQuery', () => {
  const parse = (query: object): Promise<PageQuery> =>
    pipe.transform(query, { type: 'query', metatype: PageQuery }) as Promise<PageQuery>;

  it('reads digits and gives 20 where nothing is said', async () => {
    expect(await parse({ limit: '50' })).toMatchObject({ limit: 50 });
    expect(await parse({})).toMatchObject({ limit: 20 });
  });

  it.each(['0', '101', '-1', '1e1', '0x10', '', ' 5', '1.5', ['1', '2'], '９'])(
    'refuses the limit %j',
    async (limit) => {
      await expect(refusal({ limit }, PageQuery)).resolves.toBeInstanceOf(InvalidRequest);
    },
  );
});
