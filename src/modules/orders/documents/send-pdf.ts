import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import type { ReadDocument } from './read-documents.js';

/** Documents an answer that is a PDF. */
export function ApiPdf(): MethodDecorator {
  return applyDecorators(
    ApiProduces('application/pdf'),
    ApiOkResponse({
      description: 'The file',
      schema: { type: 'string', format: 'binary' },
    }),
  );
}

/** Hands out a private file: to be saved, and kept by nobody on the way. */
export function sendPdf(reply: FastifyReply, { fileName, content }: ReadDocument): void {
  void reply
    .status(200)
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .header('x-content-type-options', 'nosniff')
    .type('application/pdf')
    .send(content);
}
