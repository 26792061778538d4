import { describe, expect, it } from 'vitest';
import { OwnReviews } from '../../src/modules/ratings/data/own-reviews.js';
import { UnitOfWork } from '../../src/database/unit-of-work.js';
import { EditReview } from '../../src/modules/ratings/use-cases/edit-review.js';
import { JudgeReview } from '../../src/modules/ratings/use-cases/judge-review.js';
import { WriteReview } from '../../src/modules/ratings/use-cases/write-review.js';
import { useApi } from '../setup/test-api.js';

interface Review {
  readonly id: string;
  readonly status: string;
  readonly rejectionReason: string | null;
  readonly helpfulCount: number;
}

interface Reviews {
  readonly items: readonly Review[];
  readonly count: number;
  readonly histogram: readonly number[];
}

interface Moderated extends Review {
  readonly etag: string;
  readonly reportCount: number;
}

describe('Moderating and judging reviews', () => {
  const t = useApi();
  const path = (slug: string): string => `/api/v1/products/${slug}/reviews`;
  const write = (slug: string, token: string, body: object = { rating: 5 }) =>
    t.http<Review>('POST', path(slug), { body, token });
  const as = (id: string) => ({ actorId: id, requestId: 'reviews', scope: 'own' }) as const;

  describe('moderated', () => {
    const admin = (id: string, action: string): string => `/api/v1/admin/reviews/${id}/${action}`;

    it('a refused one is hidden, its author sees why, and writing it anew waits', async () => {
      const product = await t.given.product();
      const [author, moderator] = [await t.given.customer(), await t.given.moderator()];
      const { body: review } = await write(product.slug, author.token, {
        rating: 1,
        title: 'Buy at mine',
      });
      const seen = await t.http<Moderated>('GET', `/api/v1/admin/reviews/${review.id}`, {
        token: moderator.token,
      });
      const etag = seen.headers.get('etag') ?? '';
      const stale = {
        token: moderator.token,
        headers: { 'if-match': '"other"' },
        body: { reason: 'An advert' },
      };
      expect((await t.http('POST', admin(review.id, 'reject'), stale)).status).toBe(412);
      const fresh = { ...stale, headers: { 'if-match': etag } };
      for (let n = 0; n < 2; n += 1) {
        const rejected = await t.http<Moderated>('POST', admin(review.id, 'reject'), fresh);
        expect([rejected.status, rejected.body.status]).toEqual([200, 'rejected']);
      }
      expect((await t.http<Reviews>('GET', path(product.slug))).body).toMatchObject({
        count: 0,
        items: [],
      });
      const mine = await t.http<{ items: Review[] }>('GET', '/api/v1/me/reviews', {
        token: author.token,
      });
      expect(mine.body.items).toMatchObject([{ status: 'rejected', rejectionReason: 'An advert' }]);

      await t.http('DELETE', `/api/v1/reviews/${review.id}`, { token: author.token });
      expect(
        (await t.http<{ items: Review[] }>('GET', '/api/v1/me/reviews', { token: author.token }))
          .body.items,
      ).toEqual([]);
      const again = await write(product.slug, author.token, { rating: 5 });
      expect([again.status, again.body.status]).toEqual([201, 'pending']);
      const approved = await t.http<Moderated>('POST', admin(again.body.id, 'approve'), {
        token: moderator.token,
      });
      expect(approved.body).toMatchObject({ status: 'approved', rejectionReason: null });
      expect((await t.http<Reviews>('GET', path(product.slug))).body).toMatchObject({
        count: 1,
        average: 5,
      });
    });

    it('many are decided at once, each with a result', async () => {
      const product = await t.given.product();
      const moderator = await t.given.moderator();
      const ids: string[] = [];
      for (let n = 0; n < 3; n += 1) {
        const { token } = await t.given.customer();
        ids.push((await write(product.slug, token)).body.id);
      }
      const own = (await write(product.slug, moderator.token)).body.id;
      const body = {
        action: 'reject',
        reason: 'A test',
        reviews: [
          { id: ids[0] },
          { id: ids[1], etag: '"old"' },
          { id: own },
          { id: '6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52' },
        ],
      };
      const send = (): Promise<{ body: { results: { outcome: string }[] } }> =>
        t.http('POST', '/api/v1/admin/reviews/bulk', { body, token: moderator.token });
      const outcomes = (await send()).body.results.map(({ outcome }) => outcome);
      expect(outcomes).toEqual(['rejected', 'changed', 'own_review', 'not_found']);
      expect((await send()).body.results[0]?.outcome).toBe('unchanged');
      const list = await t.http<{ items: Moderated[]; nextCursor: string | null }>(
        'GET',
        `/api/v1/admin/reviews?status=approved&product=${product.slug}&rating=5&verified=false&limit=2`,
        { token: moderator.token },
      );
      expect(list.body.items.map(({ id }) => id)).toEqual([ids[1], ids[2]]);
      const rest = await t.http<{ items: Moderated[] }>(
        'GET',
        `/api/v1/admin/reviews?status=approved&product=${product.slug}&cursor=${list.body.nextCursor}`,
        { token: moderator.token },
      );
      expect(rest.body.items.map(({ id }) => id)).toEqual([own]);
    });

    it('a report is counted once and settled by an approval', async () => {
      const product = await t.given.product();
      const [author, reader, moderator] = [
        await t.given.customer(),
        await t.given.customer(),
        await t.given.moderator(),
      ];
      const { body: review } = await write(product.slug, author.token);
      const report = (token: string): Promise<{ status: number }> =>
        t.http('POST', `/api/v1/reviews/${review.id}/reports`, { body: { reason: 'spam' }, token });
      expect((await report(author.token)).status).toBe(403);
      expect([(await report(reader.token)).status, (await report(reader.token)).status]).toEqual([
        204, 204,
      ]);
      const queue = `/api/v1/admin/reviews?reported=true&product=${product.slug}`;
      const list = await t.http<{ items: Moderated[] }>('GET', queue, { token: moderator.token });
      expect(list.body.items).toMatchObject([
        { id: review.id, reportCount: 1, reportReasons: ['spam'] },
      ]);
      await t.http('POST', admin(review.id, 'approve'), { token: moderator.token });
      expect(
        (await t.http<{ items: [] }>('GET', queue, { token: moderator.token })).body.items,
      ).toEqual([]);
    });

    it('customers and bad requests are turned away', async () => {
      const { token } = await t.given.customer();
      expect((await t.http('GET', '/api/v1/admin/reviews', { token })).status).toBe(403);
      const moderator = await t.given.moderator();
      const bad = [
        { action: 'reject', reviews: [{ id: '6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52' }] },
        { action: 'approve', reviews: [] },
        { action: 'approve', reviews: [null] },
        { action: 'approve', reviews: [{ id: 'x' }] },
        { action: 'publish', reviews: [{ id: '6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52' }] },
      ];
      for (const body of bad) {
        const answer = await t.http('POST', '/api/v1/admin/reviews/bulk', {
          body,
          token: moderator.token,
        });
        expect(answer.status).toBe(400);
      }
    });
  });

  describe('helpful', () => {
    it('200 votes at once are 200, and taking them back leaves none', async () => {
      const product = await t.given.product();
      const author = await t.given.customer();
      const { body: review } = await write(product.slug, author.token);
      const voters = await t.owner.query<{ id: string }>(
        `INSERT INTO users (role_id, username, email, phone_number, first_name, last_name, hashed_password)
         SELECT r.id, 'voter-' || n, 'voter-' || n || '@example.com', '0123456789', 'V', 'V', '!'
         FROM user_roles r, generate_series(1, 200) n WHERE r.code = 'user' RETURNING id`,
      );
      // Whoever finds no free connection in time comes again, as a client does after a 503.
      const heard = (id: string, isHelpful: boolean): Promise<number> =>
        t
          .get(JudgeReview)
          .vote(as(id), id, review.id, isHelpful)
          .catch((error: unknown) => {
            if (!String(error).includes('trying to connect')) throw error;
            return heard(id, isHelpful);
          });
      const vote = (isHelpful: boolean): Promise<number[]> =>
        Promise.all(voters.rows.map(({ id }) => heard(id, isHelpful)));
      expect(Math.max(...(await vote(true)))).toBe(200);
      await vote(true);
      expect((await t.http<Reviews>('GET', path(product.slug))).body.items[0]?.helpfulCount).toBe(
        200,
      );
      expect(Math.min(...(await vote(false)))).toBe(0);
    });

    it('not for one’s own, nor for one that is not shown', async () => {
      const product = await t.given.product();
      const [author, reader] = [await t.given.customer(), await t.given.customer()];
      const { body: review } = await write(product.slug, author.token);
      const helpful = `/api/v1/reviews/${review.id}/helpful`;
      const own = await t.http<{ code: string }>('PUT', helpful, { token: author.token });
      expect([own.status, own.body.code]).toEqual([403, 'ratings.own_review']);
      expect((await t.http('PUT', helpful)).status).toBe(401);
      await t.owner.query(`UPDATE ratings SET status = 'pending' WHERE id = $1`, [review.id]);
      expect((await t.http('PUT', helpful, { token: reader.token })).status).toBe(404);
    });
  });

  it('where moderators look first, new and changed words wait', async () => {
    const env = { ...t.env, REVIEWS_MODERATION: 'pre' } as const;
    const parts = [t.get(UnitOfWork), t.get(OwnReviews), env] as const;
    const product = await t.given.product();
    const { id } = await t.given.customer();
    const words = { rating: 4, title: 'Fine', content: null };
    const review = await new WriteReview(...parts).execute(as(id), id, product.slug, words);
    expect(review.status).toBe('pending');
    await t.owner.query(`UPDATE ratings SET status = 'approved' WHERE id = $1`, [review.id]);
    const edit = new EditReview(...parts);
    expect((await edit.execute(as(id), id, review.id, { title: 'Fine' })).status).toBe('approved');
    expect((await edit.execute(as(id), id, review.id, { title: 'Bad' })).status).toBe('pending');
    expect((await t.http<Reviews>('GET', path(product.slug))).body.count).toBe(0);
  });

  it('authors and moderators at once leave the stars that the reviews have', async () => {
    const moderator = await t.given.moderator();
    const products = await Promise.all(Array.from({ length: 4 }, () => t.given.product()));
    const authors = await Promise.all(Array.from({ length: 6 }, () => t.given.customer()));
    const reviews: { id: string; author: string }[] = [];
    for (const { id: author, token } of authors) {
      for (const { slug } of products) {
        reviews.push({ id: (await write(slug, token, { rating: 3 })).body.id, author });
      }
    }
    const shuffled = (turn: number) =>
      [...reviews].sort((a, b) => (a.id[turn] ?? '').localeCompare(b.id[turn] ?? ''));
    const bulk = (turn: number): Promise<{ status: number }> => {
      const body = {
        action: turn % 2 === 0 ? 'reject' : 'approve',
        reason: `turn ${turn}`,
        reviews: shuffled(turn).map(({ id }) => ({ id })),
      };
      return t.http('POST', '/api/v1/admin/reviews/bulk', { body, token: moderator.token });
    };
    const edits = reviews.map(({ id, author }, index) =>
      t.get(EditReview).execute(as(author), author, id, { rating: 1 + (index % 5) }),
    );
    const answers = await Promise.all([bulk(0), bulk(1), bulk(2), bulk(3)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await Promise.all(edits);
    const { rows } = await t.owner.query(
      `SELECT p.id FROM products p LEFT JOIN product_rating_stars s ON s.id = p.id
       CROSS JOIN LATERAL (SELECT count(*) AS n, COALESCE(round(avg(r.rating), 2), 0) AS average,
         ARRAY(SELECT count(*) FILTER (WHERE x.rating = star AND x.status = 'approved')::int FROM generate_series(1, 5) star
           LEFT JOIN ratings x ON x.product_id = p.id GROUP BY star ORDER BY star) AS stars
         FROM ratings r WHERE r.product_id = p.id AND r.status = 'approved') real
       WHERE p.id = ANY ($1) AND (real.n, real.average, real.stars)
         IS DISTINCT FROM (p.rating_count, p.rating_average, s.stars)`,
      [products.map(({ id }) => id)],
    );
    expect(rows).toEqual([]);
  });
});
