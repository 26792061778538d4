import type { GivenStaff } from '../setup/given/staff.js';
import { type ApiContext } from '../setup/test-api.js';
import { expect } from 'vitest';

export interface Variant {
  readonly id: string;
  readonly name: string;
  readonly sku: string | null;
  readonly price: string;
  readonly costPerItem: string | null;
  readonly stock: number;
  readonly position: number;
  readonly purchasable: boolean;
  readonly unavailableReason: string | null;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
}

export interface Product {
  readonly id: string;
  readonly slug: string;
  readonly published: boolean;
  readonly publishAt: string | null;
  readonly variantCount: number;
  readonly variants: readonly Variant[];
  readonly customFields: Record<string, unknown>;
  readonly metadata: Record<string, unknown> | null;
}

export interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}

export const NOWHERE = '7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d';
/** A combination of one attribute for each value. */
export const SIZES = (...values: string[]) => values.map((value) => [{ name: 'Size', value }]);

/** What tests do at the merchant's desk. */
export function productsDesk(t: ApiContext) {
  let staff: GivenStaff | undefined;
  let counter = 0;
  const fresh = (word = 'thing') => `${word}-${(counter += 1)}`;

  const call = async <Body = Product>(
    method: string,
    path: string,
    body?: unknown,
    ifMatch?: string,
    by?: { readonly token: string },
  ) => {
    staff ??= await t.given.staff({ catalog: 'rwx' });
    return t.http<Body & Problem>(method, `/api/v1/admin/${path}`, {
      token: (by ?? staff).token,
      body,
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });
  };
  const create = async (more: object = {}) => {
    const answer = await call('POST', 'products', {
      name: fresh(),
      basePrice: '20.00',
      ...more,
    });
    expect(answer.text).toContain('"id"');
    return answer.body;
  };
  const withSizes = async (...sizes: string[]) => {
    await attribute('Size', ...sizes);
    return create({
      variants: SIZES(...sizes).map((attributes) => ({ attributes, stock: 3 })),
    });
  };
  const attribute = async (name: string, ...values: string[]) => {
    await t.owner.query(
      `WITH a AS (INSERT INTO attributes (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET name = $1 RETURNING id)
       INSERT INTO attribute_values (attribute_id, value) SELECT a.id, u FROM a, unnest($2::text[]) u ON CONFLICT DO NOTHING`,
      [name, values],
    );
  };
  const variantsOf = async (id: string) =>
    (await call<{ items: Variant[] }>('GET', `products/${id}/variants?limit=100`)).body.items;
  return { fresh, call, create, withSizes, attribute, variantsOf };
}
