import type { FastifyReply } from 'fastify';
import { etagOfAttribute } from '../attribute-view.js';
import type { AttributeView, AttributeWords } from '../data/attributes.repository.js';
import type { AttributeValueRequest } from './dto/attribute.request.js';
import { type AttributeResponse, toAttribute } from './dto/attribute.response.js';

/** An attribute under its ETag. */
export function answerAttribute(reply: FastifyReply, view: AttributeView): AttributeResponse {
  void reply.header('etag', etagOfAttribute(view));
  return toAttribute(view);
}

export function wordsOf({ value, code }: AttributeValueRequest): AttributeWords {
  return { name: value, code: code ?? null };
}
