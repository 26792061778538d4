import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, ApiQuery } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from './api-problems.decorator.js';
import { addVary } from './ready-answer.js';
import { requestOf } from './request.js';
import {
  CurrencyNotOffered,
  LocaleNotOffered,
  type RowSource,
  type StorefrontOffer,
  type StorefrontView,
  StorefrontViews,
} from './storefront-view.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Finds the language and currency of a request. */
    storefrontViews: StorefrontViews;
  }
}

/** Makes `@View()` work on this server. */
export function registerStorefrontViews(server: FastifyInstance, offer: StorefrontOffer): void {
  server.decorate('storefrontViews', new StorefrontViews(offer));
}

/**
 * The language and currency to answer in: `@View() view: StorefrontView`. Hand it to `sendJsonText`
 * too, and document the route with {@link ApiView}.
 */
export const View = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const request: ReadingRequest = requestOf(context);
  const { headers, query, server } = request;
  const { locale, currency } = query as Record<string, unknown>;
  const view = server.storefrontViews.of(headers['accept-language'], locale, currency);
  const { viewReader: reader } = request;
  return reader === undefined ? view : Object.freeze({ ...view, reader });
});

interface ReadingRequest extends FastifyRequest {
  viewReader?: RowSource;
}

/** From now on the view of this request names the source. */
export function readsFrom(request: FastifyRequest, source: RowSource): void {
  const asked: ReadingRequest = request;
  asked.viewReader = source;
}

/**
 * Documents what `@View()` reads.
 *
 * @param options.query also the two parameters, where no DTO of the route has them
 */
export function ApiView(options: { readonly query?: boolean } = {}): MethodDecorator {
  const inQuery = [
    ApiQuery({
      name: 'locale',
      type: String,
      required: false,
      description: 'Before `Accept-Language`.',
    }),
    ApiQuery({
      name: 'currency',
      type: String,
      required: false,
      description: 'One that the shop offers.',
    }),
  ];
  return applyDecorators(
    ApiHeader({
      name: 'Accept-Language',
      required: false,
      description: 'Language of the texts; what has none in it comes in the language of the shop.',
    }),
    ...(options.query ? inQuery : []),
    ApiProblems(LocaleNotOffered, CurrencyNotOffered),
  );
}

/** Says in which language the answer is and that another `Accept-Language` may get another one. */
export function setViewHeaders(reply: FastifyReply, view: StorefrontView): void {
  addVary(reply, 'Accept-Language');
  void reply.header('content-language', view.locale);
}
