import type { FastifyReply } from 'fastify';
import type { OpenedExport } from '../use-cases/fetch-export.js';

/** Sends an export as a file, piece by piece; no cache on the way keeps it. */
export function sendExport(reply: FastifyReply, { id, content }: OpenedExport): void {
  void reply
    .status(200)
    .header('content-type', 'application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="my-data-${id}.json"`)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .send(content);
}
