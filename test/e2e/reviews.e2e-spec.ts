import { describe, expect, it } from 'vitest';
import { useApi } from '../setup/test-api.js';

interface Review {
  readonly id: string;
  readonly status: string;
  readonly rejectionReason: string | null;
  readonly helpfulCount: number;
  readonly rating: number;
  readonly author: string;
  readonly verifiedPurchase: boolean;
  readonly title: string | null;
}

interface Reviews {
  readonly items: readonly Review[];
  readonly nextCursor: string | null;
  readonly average: number;
  readonly count: number;
  readonly histogram: readonly number[];
}

describe('Reviews over HTTP', () => {
  const t = useApi();
  const path = (slug: string): string => `/api/v1/products/${slug}/reviews`;
  const write = (slug: string, token: string, body: object = { rating: 5 }) =>
    t.http<Review>('POST', path(slug), { body, token });
  const bought = (userId: string, product: { id: string; variantId: string }, status: string) =>
    t.owner.query(
      `WITH placed AS (
         INSERT INTO orders (user_id, email, status, subtotal, total_amount, shipping_address)
         VALUES ($1, 'a@example.com', $2, 19.99, 19.99, '{}') RETURNING id)
       INSERT INTO order_items (order_id, product_id, variant_id, product_name, variant_name, quantity, unit_price, total_price)
       SELECT placed.id, $3, $4, 'Thing', 'Variant', 1, 19.99, 19.99 FROM placed`,
      [userId, status, product.id, product.variantId],
    );

  it('writes a review, shows it and keeps average and list current', async () => {
    const product = await t.given.product();
    const alice = await t.given.customer({ firstName: 'Alice', lastName: 'Marsh' });
    const bob = await t.given.customer();
    const body = { rating: 4, title: ' Good ', content: 'Keeps its shape.' };
    const written = await t.http<Review>('POST', path(product.slug), { body, token: alice.token });
    expect(written.status).toBe(201);
    expect(written.body).toMatchObject({
      rating: 4,
      title: 'Good',
      author: 'Alice M.',
      verifiedPurchase: false,
    });
    await t.http('POST', path(product.slug), { body: { rating: 1 }, token: bob.token });
    const page = await t.http<Reviews>('GET', path(product.slug));
    expect(page.body).toMatchObject({ average: 2.5, count: 2, histogram: [1, 0, 0, 1, 0] });
    expect(page.body.items.map(({ rating }) => rating)).toEqual([1, 4]);
    const listed = await t.http<{ items: { rating: unknown }[] }>(
      'GET',
      '/api/v1/products?limit=1',
    );
    expect(listed.body.items[0]?.rating).toEqual({ average: 2.5, count: 2 });
  });

  it('is found by the slug of any language, and old slugs lead on', async () => {
    const product = await t.given.product();
    await t.owner.query(
      `INSERT INTO catalog_translations (product_id, locale, name, slug) VALUES ($1, 'vi', 'Ấm', $2)`,
      [product.id, `${product.slug}-vi`],
    );
    const { token } = await t.given.customer();
    const headers = { 'accept-language': 'vi' };
    const body = { rating: 4 };
    const written = await t.http('POST', path(`${product.slug}-vi`), { body, token, headers });
    expect(written.status).toBe(201);
    const inVietnamese = { product: { slug: `${product.slug}-vi`, name: 'Ấm' } };
    expect(written.body).toMatchObject(inVietnamese);
    const mine = await t.http('GET', '/api/v1/me/reviews', { token, headers });
    expect(mine.body).toMatchObject({ items: [inVietnamese] });
    expect((await t.http('GET', '/api/v1/me/reviews', { token })).body).toMatchObject({
      items: [{ product: { slug: product.slug } }],
    });
    expect((await t.http<Reviews>('GET', path(`${product.slug}-vi`))).body.count).toBe(1);
    await t.owner.query(`UPDATE products SET slug = slug || '-new' WHERE id = $1`, [product.id]);
    const moved = await fetch(`${t.baseUrl}${path(product.slug)}?sort=helpful`, {
      redirect: 'manual',
    });
    expect(moved.status).toBe(301);
    expect(moved.headers.get('location')).toBe(`${path(`${product.slug}-new`)}?sort=helpful`);
    expect((await t.http('GET', path('never-was'))).body).toMatchObject({
      code: 'catalog.product_not_found',
    });
  });

  it('takes one review per person, also of many at once', async () => {
    const product = await t.given.product();
    const { token } = await t.given.customer();
    const tries = Array.from({ length: 8 }, () =>
      t.http<{ code?: string }>('POST', path(product.slug), { body: { rating: 5 }, token }),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(7);
    expect(refused.every(({ body }) => body.code === 'ratings.already_reviewed')).toBe(true);
  });

  it.each([
    ['delivered', true],
    ['completed', true],
    ['confirmed', false],
    ['cancelled', false],
  ])('a purchase that is %s makes it verified: %s', async (status, verified) => {
    const product = await t.given.product();
    const { id, token } = await t.given.customer();
    await bought(id, product, status);
    const answer = await t.http<Review>('POST', path(product.slug), { body: { rating: 5 }, token });
    expect(answer.body.verifiedPurchase).toBe(verified);
  });

  it.each([
    { rating: 0 },
    { rating: 6 },
    { rating: 4.5 },
    { rating: '5' },
    {},
    { rating: 5, verifiedPurchase: true },
    { rating: 5, helpfulCount: 99 },
    { rating: 5, userId: '6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52' },
    { rating: 5, title: '' },
    { rating: 5, content: 'x'.repeat(5001) },
  ])('refuses %j', async (body) => {
    const product = await t.given.product();
    const { token } = await t.given.customer();
    const answer = await t.http('POST', path(product.slug), { body, token });
    expect(answer.status).toBe(400);
    const page = await t.http<Reviews>('GET', path(product.slug));
    expect(page.body.count).toBe(0);
  });

  it('needs a login and a product that can be seen', async () => {
    const product = await t.given.product();
    expect((await t.http('POST', path(product.slug), { body: { rating: 5 } })).status).toBe(401);
    const { token } = await t.given.customer();
    const hidden = await t.given.product({ published: false });
    for (const slug of ['nothing', hidden.slug]) {
      const answer = await t.http<{ code: string }>('POST', path(slug), {
        body: { rating: 5 },
        token,
      });
      expect([answer.status, answer.body.code]).toEqual([404, 'catalog.product_not_found']);
    }
  });

  it('shows only approved reviews, newest first, page by page', async () => {
    const product = await t.given.product();
    for (let n = 1; n <= 5; n += 1) {
      const { id } = await t.given.customer();
      await t.owner.query(
        `INSERT INTO ratings (product_id, user_id, rating, status, created_at)
         VALUES ($1, $2, $3::int, $4, '2026-01-01'::timestamptz + $3::int * interval '1 day')`,
        [product.id, id, n, n === 3 ? 'rejected' : 'approved'],
      );
    }
    const first = await t.http<Reviews>('GET', `${path(product.slug)}?limit=3`);
    const second = await t.http<Reviews>(
      'GET',
      `${path(product.slug)}?limit=3&cursor=${first.body.nextCursor}`,
    );
    const ratings = [...first.body.items, ...second.body.items].map(({ rating }) => rating);
    expect(ratings).toEqual([5, 4, 2, 1]);
    expect(second.body.nextCursor).toBeNull();
    expect(first.body).toMatchObject({ count: 4, average: 3, histogram: [1, 1, 0, 1, 1] });
  });

  describe('changed and taken back by their authors', () => {
    it('an edit shows at once, counts anew, and finds the purchase that came later', async () => {
      const product = await t.given.product();
      const { id, token } = await t.given.customer();
      const { body: review } = await write(product.slug, token, { rating: 2, title: 'Hm' });
      expect(review).toMatchObject({ status: 'approved', verifiedPurchase: false });
      await bought(id, product, 'delivered');
      const edited = await t.http<Review>('PATCH', `/api/v1/reviews/${review.id}`, {
        body: { rating: 5, title: null, content: 'Two lines,\nboth good 👩‍👧.' },
        token,
      });
      expect(edited.status).toBe(200);
      expect(edited.body).toMatchObject({ rating: 5, title: null, verifiedPurchase: true });
      const page = await t.http<Reviews>('GET', path(product.slug));
      expect(page.body).toMatchObject({ average: 5, count: 1, histogram: [0, 0, 0, 0, 1] });
    });

    it('nobody else can tell it from one that does not exist', async () => {
      const product = await t.given.product();
      const [alice, bob] = [await t.given.customer(), await t.given.customer()];
      const { body: review } = await write(product.slug, alice.token);
      for (const id of [review.id, '6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52']) {
        for (const method of ['PATCH', 'DELETE'] as const) {
          const options = {
            token: bob.token,
            ...(method === 'PATCH' ? { body: { rating: 1 } } : {}),
          };
          const answer = await t.http<{ code: string }>(method, `/api/v1/reviews/${id}`, options);
          expect([answer.status, answer.body.code]).toEqual([404, 'ratings.not_found']);
        }
      }
      expect((await t.http<Reviews>('GET', path(product.slug))).body.histogram).toEqual([
        0, 0, 0, 0, 1,
      ]);
    });

    it('deleting makes room for another one', async () => {
      const product = await t.given.product();
      const { token } = await t.given.customer();
      const { body: review } = await write(product.slug, token);
      expect((await t.http('DELETE', `/api/v1/reviews/${review.id}`, { token })).status).toBe(204);
      expect((await t.http<Reviews>('GET', path(product.slug))).body).toMatchObject({
        count: 0,
        average: 0,
      });
      expect((await write(product.slug, token)).status).toBe(201);
    });

    it.each([
      { rating: 6 },
      { rating: null },
      { status: 'approved' },
      { title: 'a\u0000b' },
      { content: '\ud800' },
      { content: {} },
    ])('refuses the edit %j', async (body) => {
      const product = await t.given.product();
      const { token } = await t.given.customer();
      const { body: review } = await write(product.slug, token);
      expect((await t.http('PATCH', `/api/v1/reviews/${review.id}`, { body, token })).status).toBe(
        400,
      );
    });
  });

  it.each([
    ['newest', [5, 1, 4, 2, 4]],
    ['helpful', [4, 5, 1, 2, 4]],
    ['highest', [5, 4, 4, 2, 1]],
    ['lowest', [1, 2, 4, 4, 5]],
  ])('lists the %s first, in any size of page', async (sort, expected) => {
    const { slug } = await ratedProduct();
    for (const limit of [1, 2, 5]) {
      expect(await ratingsOf(`${path(slug)}?sort=${sort}&limit=${limit}`)).toEqual(expected);
    }
  });

  it('filters by stars and verified purchases, and a cursor is of its order', async () => {
    const { slug } = await ratedProduct();
    expect(await ratingsOf(`${path(slug)}?stars=4&sort=helpful&limit=1`)).toEqual([4, 4]);
    expect(await ratingsOf(`${path(slug)}?stars=4&sort=lowest&limit=1`)).toEqual([4, 4]);
    expect(await ratingsOf(`${path(slug)}?stars=3`)).toEqual([]);
    expect(await ratingsOf(`${path(slug)}?verified=true`)).toEqual([5, 2]);
    const page = await t.http<Reviews>('GET', `${path(slug)}?limit=1`);
    const other = `${path(slug)}?limit=1&sort=highest&cursor=${page.body.nextCursor}`;
    const answer = await t.http<{ code: string }>('GET', other);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid_cursor']);
    expect((await t.http('GET', `${path(slug)}?stars=1e9`)).status).toBe(400);
  });

  /** Reviews of 4, 2, 4, 1, 5 stars; the first and the last but one are the most helpful. */
  async function ratedProduct() {
    const product = await t.given.product();
    for (const [day, rating] of [4, 2, 4, 1, 5].entries()) {
      const { id } = await t.given.customer();
      await t.owner.query(
        `INSERT INTO ratings (product_id, user_id, rating, helpful_count, verified_purchase, created_at)
         VALUES ($1, $2, $3, $4, $5, '2026-01-01'::timestamptz + $6::int * interval '1 day')`,
        [product.id, id, rating, day === 2 ? 3 : 0, rating === 5 || rating === 2, day],
      );
    }
    return product;
  }

  async function ratingsOf(url: string): Promise<number[]> {
    const ratings: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { body: Reviews } = await t.http<Reviews>(
        'GET',
        cursor === '' ? url : `${url}&cursor=${cursor}`,
      );
      ratings.push(...page.body.items.map(({ rating }) => rating));
      cursor = page.body.nextCursor;
    }
    return ratings;
  }
});
