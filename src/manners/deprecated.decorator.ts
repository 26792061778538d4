import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { addRouteConfig } from '../common/http/route-config.js';

/** When something stops being the way to go, and what to do instead. */
export interface Deprecation {
  /** The day from which nobody should begin to use it: `2026-11-01`. */
  readonly since: string;
  /** The day from which it may be gone. */
  readonly sunset?: string;
  /** Where it is written what to use instead. */
  readonly link?: string;
}

/** Under this key the document finds what {@link Deprecated} was given. */
export const DEPRECATION_EXTENSION = 'x-deprecation';

const CONFIG = 'deprecation';

interface DeprecationHeaders {
  readonly deprecation: string;
  readonly sunset?: string;
  readonly link?: string;
}

/**
 * On a handler: each answer says that the operation is going (`Deprecation`, RFC 9745; `Sunset`, RFC 8594; `Link`),
 * and so does the document.
 *
 * @throws Error at load time for a day that is none, or a sunset before the deprecation
 */
export function Deprecated(deprecation: Deprecation): MethodDecorator {
  const headers = headersOf(deprecation);
  const config: MethodDecorator = (target, key, descriptor) => {
    addRouteConfig(target, key, descriptor, { [CONFIG]: headers });
  };
  return applyDecorators(config, ApiExtension(DEPRECATION_EXTENSION, { ...deprecation }));
}

/**
 * On a member of a DTO: the document says that it is going, since when and until when.
 *
 * @throws Error at load time as {@link Deprecated} does
 */
export function DeprecatedField(
  { since, sunset, link }: Deprecation,
  options: ApiPropertyOptions = {},
): PropertyDecorator {
  // Only looked at here: they stand in the text as they are.
  daysOf(since, sunset);
  const parts = [
    options.description,
    `${options.description === undefined ? 'Deprecated' : 'deprecated'} since ${since}`,
    sunset && `gone after ${sunset}`,
    link && `see ${link}`,
  ];
  return ApiProperty({
    ...options,
    deprecated: true,
    description: parts.filter(Boolean).join('; '),
  });
}

/** What the answers of a route say about its end, or null. */
export function deprecationOf(config: unknown): DeprecationHeaders | null {
  return (config as { readonly [CONFIG]?: DeprecationHeaders } | undefined)?.[CONFIG] ?? null;
}

export function setDeprecationHeaders(reply: FastifyReply, headers: DeprecationHeaders): void {
  const { link, ...rest } = headers;
  void reply.headers(rest);
  if (link === undefined) return;
  const known = reply.getHeader('link');
  void reply.header('link', [known, link].filter(Boolean).join(', '));
}

function headersOf({ since, sunset, link }: Deprecation): DeprecationHeaders {
  const { from, until } = daysOf(since, sunset);
  return {
    deprecation: `@${from.getTime() / 1_000}`,
    ...(until === undefined ? {} : { sunset: until.toUTCString() }),
    ...(link === undefined ? {} : { link: `<${link}>; rel="deprecation"` }),
  };
}

function daysOf(
  since: string,
  sunset: string | undefined,
): { readonly from: Date; readonly until: Date | undefined } {
  const from = dayOf(since);
  const until = sunset === undefined ? undefined : dayOf(sunset);
  if (until !== undefined && until < from) throw new Error(`${since} is after ${String(sunset)}`);
  return { from, until };
}

function dayOf(text: string): Date {
  const day = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) throw new Error(`${text} is no day`);
  return day;
}
