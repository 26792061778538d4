import { describe, expect, it } from 'vitest';
import { FillWishlist } from '../../src/modules/wishlists/use-cases/fill-wishlist.js';
import { ManageWishlists } from '../../src/modules/wishlists/use-cases/manage-wishlists.js';
import { useApi } from '../setup/test-api.js';

interface Item {
  readonly id: string;
  readonly variantId: string | null;
  readonly note: string | null;
  readonly price: string | null;
  readonly addedPrice: string | null;
  readonly priceChange: string | null;
  readonly purchasable: boolean;
  readonly unavailableReason: string | null;
}

interface Wishlist {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly itemCount: number;
  readonly share: { readonly token: string; readonly url: string } | null;
  readonly items: readonly Item[];
}

interface Moved {
  readonly moved: { readonly itemId: string }[];
  readonly kept: { readonly itemId: string; readonly reason: string }[];
}

const LISTS = '/api/v1/me/wishlists';
const NOBODYS = '6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52';

describe('Wishlists over HTTP', () => {
  const t = useApi();
  const lists = async (token: string): Promise<readonly Wishlist[]> =>
    (await t.http<{ items: Wishlist[] }>('GET', LISTS, { token })).body.items;
  const create = async (token: string, body: object = { name: 'Birthday' }): Promise<Wishlist> =>
    (await t.http<Wishlist>('POST', LISTS, { body, token })).body;
  const show = async (token: string, id: string): Promise<Wishlist> =>
    (await t.http<Wishlist>('GET', `${LISTS}/${id}`, { token })).body;
  const put = (token: string, id: string, body: object) =>
    t.http<{ item: Item; wishlistId: string; code?: string }>('POST', `${LISTS}/${id}/items`, {
      body,
      token,
    });
  const as = (id: string) => ({ actorId: id, requestId: 'wishes', scope: 'own' }) as const;

  it('several lists, one of them the default', async () => {
    const { token } = await t.given.customer();
    const first = await create(token);
    const second = await create(token, { name: ' Garden ', isDefault: true });
    expect([first.isDefault, second.isDefault, second.name]).toEqual([true, true, 'Garden']);
    expect((await lists(token)).map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['Garden', true],
      ['Birthday', false],
    ]);
    const renamed = await t.http<Wishlist>('PATCH', `${LISTS}/${first.id}`, {
      body: { name: 'Moving', isDefault: true },
      token,
    });
    expect(renamed.body).toMatchObject({ name: 'Moving', isDefault: true });
    expect((await t.http('DELETE', `${LISTS}/${first.id}`, { token })).status).toBe(204);
    expect(await lists(token)).toMatchObject([{ name: 'Garden', isDefault: true }]);
  });

  it('names things in the language that the request prefers', async () => {
    const { token } = await t.given.customer();
    const { id } = await create(token);
    const phin = await t.given.product({ name: 'Drip filter', variants: 2 });
    await t.owner.query(
      `WITH a AS (INSERT INTO attributes (name) VALUES ('Finish') RETURNING id),
         v AS (INSERT INTO attribute_values (attribute_id, value) SELECT id, 'Steel' FROM a RETURNING id),
         named AS (UPDATE product_variants SET name = 'Steel' WHERE id = $1)
       INSERT INTO variant_attributes (variant_id, attribute_value_id) SELECT $1, id FROM v`,
      [phin.variantId],
    );
    await t.owner.query(
      `INSERT INTO catalog_translations (product_id, attribute_value_id, locale, name, slug)
       SELECT $1::uuid, NULL::int, 'vi', 'Phin pha cà phê', 'phin-pha' UNION ALL
       SELECT NULL, id, 'vi', 'Thép', NULL FROM attribute_values WHERE value = 'Steel'`,
      [phin.id],
    );
    const headers = { 'accept-language': 'vi-VN,vi;q=0.9' };
    const body = { variantId: phin.variantId };
    const added = await t.http('POST', `${LISTS}/${id}/items`, { body, token, headers });
    const inVietnamese = {
      productSlug: 'phin-pha',
      productName: 'Phin pha cà phê',
      variantName: 'Thép',
    };
    expect(added.body).toMatchObject({ item: inVietnamese });
    const mine = await t.http('GET', `${LISTS}/${id}`, { token, headers });
    expect(mine.body).toMatchObject({ items: [inVietnamese] });
    const { body: link } = await t.http<{ token: string }>('POST', `${LISTS}/${id}/share`, {
      token,
    });
    const shared = `/api/v1/wishlists/shared/${link.token}`;
    expect((await t.http('GET', shared, { headers })).body).toMatchObject({
      items: [inVietnamese],
    });
    const named = { productSlug: phin.slug, productName: 'Drip filter', variantName: 'Steel' };
    expect((await t.http('GET', shared)).body).toMatchObject({ items: [named] });
    const wish = { variantId: phin.variantId, kind: 'price_drop' };
    const armed = await t.http('POST', '/api/v1/me/alerts', { body: wish, token, headers });
    expect(armed.body).toMatchObject(inVietnamese);
    expect((await t.http('GET', '/api/v1/me/alerts', { token, headers })).body).toMatchObject({
      items: [inVietnamese],
    });
    expect((await t.http('GET', '/api/v1/me/alerts', { token })).body).toMatchObject({
      items: [named],
    });
  });

  it('shows price, its change, what can be bought, and why not', async () => {
    const { token } = await t.given.customer();
    const { id } = await create(token);
    const shirt = await t.given.product({ price: '20.00', variants: 2 });
    const gone = await t.given.product({ stock: 0 });
    expect((await put(token, id, { variantId: shirt.variantId, note: 'In blue' })).status).toBe(
      201,
    );
    expect((await put(token, id, { variantId: shirt.variantId })).status).toBe(200);
    expect((await put(token, id, { productId: shirt.id })).status).toBe(201);
    await put(token, id, { variantId: gone.variantId });
    await t.owner.query('UPDATE product_variants SET price = 15 WHERE id = $1', [shirt.variantId]);
    const { items } = await show(token, id);
    expect(items).toMatchObject([
      { variantId: gone.variantId, purchasable: false, unavailableReason: 'out_of_stock' },
      {
        variantId: null,
        price: '15.00',
        addedPrice: '20.00',
        priceChange: '-5.00',
        purchasable: true,
      },
      { variantId: shirt.variantId, note: 'In blue', priceChange: '-5.00', purchasable: true },
    ]);
    await t.owner.query('UPDATE products SET published = false WHERE id = $1', [shirt.id]);
    expect((await show(token, id)).items[2]).toMatchObject({
      price: null,
      unavailableReason: 'unavailable',
    });
    const path = `${LISTS}/${id}/items/${items[2]?.id}`;
    const noted = await t.http<Item>('PATCH', path, { body: { note: null }, token });
    expect([noted.status, noted.body.note]).toEqual([200, null]);
    expect((await t.http('DELETE', path, { token })).status).toBe(204);
    expect((await t.http('DELETE', path, { token })).status).toBe(404);
  });

  it('the heart needs no list: the default one is made once, also of many at once', async () => {
    const { token } = await t.given.customer();
    const products = await Promise.all(Array.from({ length: 6 }, () => t.given.product()));
    const answers = await Promise.all(
      products.map(({ variantId }) =>
        t.http('POST', '/api/v1/me/wishlist-items', { body: { variantId }, token }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    expect(await lists(token)).toMatchObject([{ isDefault: true, itemCount: 6 }]);
  });

  it('has limits that many at once do not pass', async () => {
    const { id, token } = await t.given.customer();
    const made = await Promise.allSettled(
      Array.from({ length: 24 }, (_, n) =>
        t.get(ManageWishlists).create(as(id), id, `L${n}`, n % 2 === 0),
      ),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    expect(t.codesOf(made)).toEqual(Array(4).fill('wishlists.too_many_lists'));
    const all = await lists(token);
    expect(all.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    const [list] = all;
    const product = await t.given.product({ variants: 8 });
    await t.owner.query(
      `WITH p AS (INSERT INTO products (name, slug, base_price) SELECT 'x', 'x-' || n, 1 FROM generate_series(1, 196) n RETURNING id)
       INSERT INTO wishlist_items (wishlist_id, product_id) SELECT $1, id FROM p`,
      [list?.id],
    );
    const put8 = await Promise.allSettled(
      product.variantIds.map((variantId) =>
        t.get(FillWishlist).put(as(id), id, list?.id ?? '', { variantId, productId: null }, null),
      ),
    );
    expect(t.codesOf(put8)).toEqual(Array(4).fill('wishlists.too_many_items'));
    expect((await lists(token))[0]?.itemCount).toBe(200);
  });

  it('moves into the cart what can be sold, and keeps the rest with the reason', async () => {
    const { token } = await t.given.customer();
    const { id } = await create(token);
    const [shirt, two, gone, hidden] = [
      await t.given.product(),
      await t.given.product({ variants: 2 }),
      await t.given.product({ stock: 0 }),
      await t.given.product(),
    ];
    for (const { variantId } of [shirt, gone, hidden]) await put(token, id, { variantId });
    await put(token, id, { productId: shirt.id });
    await put(token, id, { productId: two.id });
    await t.owner.query('UPDATE products SET published = false WHERE id = $1', [hidden.id]);
    const send = (body: object = {}) =>
      t.http<Moved>('POST', `${LISTS}/${id}/cart`, { body, token });
    const first = await send();
    expect(first.body.moved).toHaveLength(2);
    expect(first.body.kept.map(({ reason }) => reason)).toEqual([
      'out_of_stock',
      'unavailable',
      'choose_variant',
    ]);
    const cart = await t.http<{ items: { variantId: string; quantity: number }[] }>(
      'GET',
      '/api/v1/cart',
      { token },
    );
    expect(cart.body.items).toMatchObject([{ variantId: shirt.variantId, quantity: 2 }]);
    expect((await show(token, id)).itemCount).toBe(3);
    // Twice at once: in the cart once.
    await put(token, id, { variantId: shirt.variantId });
    const both = await Promise.all([send(), send()]);
    expect(both.flatMap(({ body }) => body.moved)).toHaveLength(1);
    expect((await send({ itemIds: [NOBODYS] })).status).toBe(404);
    expect((await send({ itemIds: [] })).status).toBe(400);
  });

  it('copies and moves between lists', async () => {
    const { token } = await t.given.customer();
    const [from, to] = [await create(token), await create(token)];
    const product = await t.given.product({ variants: 2 });
    const ids: string[] = [];
    for (const variantId of product.variantIds)
      ids.push((await put(token, from.id, { variantId })).body.item.id);
    const transfer = (mode: string, itemIds: (string | undefined)[]) =>
      t.http('POST', `${LISTS}/${from.id}/transfer`, {
        body: { toWishlistId: to.id, itemIds, mode },
        token,
      });
    expect((await transfer('copy', [ids[0]])).status).toBe(204);
    expect((await transfer('move', [ids[0], NOBODYS])).status).toBe(404);
    expect((await transfer('move', ids)).status).toBe(204);
    expect([(await show(token, from.id)).itemCount, (await show(token, to.id)).itemCount]).toEqual([
      0, 2,
    ]);
  });

  it('a link shows the list and nothing of its owner, until it is taken back', async () => {
    const { token } = await t.given.customer({ firstName: 'Zenobia' });
    const { id } = await create(token);
    const [shirt, hidden] = [await t.given.product(), await t.given.product()];
    await put(token, id, { variantId: shirt.variantId, note: 'For Zenobia' });
    await put(token, id, { variantId: hidden.variantId });
    await t.owner.query('UPDATE products SET published = false WHERE id = $1', [hidden.id]);
    const share = () =>
      t.http<{ token: string; url: string }>('POST', `${LISTS}/${id}/share`, { token });
    const first = (await share()).body;
    expect((await show(token, id)).share).toEqual(first);
    const shared = (secret: string) =>
      t.http<Wishlist>('GET', `/api/v1/wishlists/shared/${secret}`);
    const seen = await shared(first.token);
    expect(seen.body).toMatchObject({ name: 'Birthday', items: [{ variantId: shirt.variantId }] });
    expect(seen.text).not.toMatch(/Zenobia|note|"id"/);
    const second = (await share()).body;
    expect(second.token).not.toBe(first.token);
    expect([(await shared(first.token)).status, (await shared(second.token)).status]).toEqual([
      404, 200,
    ]);
    await t.http('DELETE', `${LISTS}/${id}/share`, { token });
    expect((await shared(second.token)).status).toBe(404);
    for (const guess of ['x', 'a'.repeat(32), '%00', 'A'.repeat(90)]) {
      expect((await shared(guess)).status).toBe(404);
    }
  });

  it('others’ lists are not there', async () => {
    const [alice, bob] = [await t.given.customer(), await t.given.customer()];
    const { id } = await create(alice.token);
    const product = await t.given.product();
    const item = (await put(alice.token, id, { variantId: product.variantId })).body.item;
    const own = await create(bob.token);
    const calls: [string, string, object?][] = [
      ['GET', `${LISTS}/${id}`],
      ['PATCH', `${LISTS}/${id}`, { name: 'Mine' }],
      ['DELETE', `${LISTS}/${id}`],
      ['POST', `${LISTS}/${id}/items`, { variantId: product.variantId }],
      ['PATCH', `${LISTS}/${id}/items/${item.id}`, { note: 'x' }],
      ['DELETE', `${LISTS}/${id}/items/${item.id}`],
      ['DELETE', `${LISTS}/${own.id}/items/${item.id}`],
      ['POST', `${LISTS}/${id}/cart`, {}],
      ['POST', `${LISTS}/${id}/share`],
      ['DELETE', `${LISTS}/${id}/share`],
      [
        'POST',
        `${LISTS}/${id}/transfer`,
        { toWishlistId: own.id, itemIds: [item.id], mode: 'copy' },
      ],
      [
        'POST',
        `${LISTS}/${own.id}/transfer`,
        { toWishlistId: id, itemIds: [item.id], mode: 'copy' },
      ],
    ];
    for (const [method, path, body] of calls) {
      const answer = await t.http(method, path, { token: bob.token, ...(body ? { body } : {}) });
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
    expect(await show(alice.token, id)).toMatchObject({
      name: 'Birthday',
      itemCount: 1,
      share: null,
    });
    expect((await t.http('GET', LISTS)).status).toBe(401);
  });

  it.each([
    {},
    { variantId: 'x' },
    { variantId: NOBODYS, productId: NOBODYS },
    { productId: null },
    { variantId: NOBODYS, note: 'a\u0000' },
    { variantId: NOBODYS, userId: NOBODYS },
  ])('refuses to put %j on a list', async (body) => {
    const { token } = await t.given.customer();
    const { id } = await create(token);
    expect((await put(token, id, body)).status).toBe(400);
  });

  it('takes nothing that shoppers cannot see', async () => {
    const { token } = await t.given.customer();
    const { id } = await create(token);
    const hidden = await t.given.product({ published: false });
    const answers = [
      await put(token, id, { variantId: hidden.variantId }),
      await put(token, id, { productId: hidden.id }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'catalog.variant_not_found'],
      [404, 'catalog.product_not_found'],
    ]);
  });
});
