import { applyDecorators, Injectable } from '@nestjs/common';
import { ApiMovedPermanentlyResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemClass } from '../../../common/errors/domain-error.js';
import type { StorefrontView } from '../../../common/http/storefront-view.js';
import { setViewHeaders } from '../../../common/http/view.decorator.js';
import { Db } from '../../../database/db.js';
import { runQuery } from '../data/query.js';
import { CURRENT_SLUG } from './data/slug-query.js';
import type { SluggedKind } from './data/translated.js';

/** Documents the answer of {@link SlugRedirects}. */
export function ApiMoved(): MethodDecorator {
  return applyDecorators(
    ApiMovedPermanentlyResponse({
      description: 'The slug is an old one: `Location` has the same address with the present one.',
      headers: { Location: { schema: { type: 'string' } } },
    }),
  );
}

/** Leads from slugs that something had before to where it lives now. */
@Injectable()
export class SlugRedirects {
  constructor(private readonly db: Db) {}

  /**
   * For an address where nothing lives: 301 to the same route with the present slug of what lived
   * there before. Always one step, because history leads to the thing and not to its next slug.
   *
   * @throws NotFound when nothing did, or what did cannot be seen.
   */
  async answer(
    kind: SluggedKind,
    slug: string,
    view: StorefrontView,
    { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    NotFound: ProblemClass,
  ): Promise<void> {
    const values = { slug, locale: view.otherLocale };
    const [row] = await runQuery<{ slug: string }, keyof typeof values>(
      view.reader ?? this.db,
      CURRENT_SLUG[kind],
      values,
    );
    if (row === undefined || row.slug === slug) throw new NotFound();
    setViewHeaders(reply, view);
    // A browser keeps a 301 for good unless told otherwise, and slugs may be taken up again.
    void reply.headers({
      location: addressWith(request, row.slug),
      'cache-control': 'public, no-cache',
    });
    void reply.status(301).send();
  }
}

/** The address of the request with another slug; the query as it came. */
function addressWith(request: FastifyRequest, slug: string): string {
  const path = (request.routeOptions.url ?? '').replace(':slug', encodeURIComponent(slug));
  const query = request.raw.url?.indexOf('?') ?? -1;
  return query < 0 ? path : path + (request.raw.url ?? '').slice(query);
}
