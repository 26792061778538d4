import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { UnsupportedMediaType } from '../../common/errors/common-errors.js';
import { FILE_TYPES, TAKES_FILE } from '../../common/http/takes-file.decorator.js';
import {
  AdminCustomersExportsController,
  AdminExportsController,
  AdminOrdersExportsController,
  AdminStockExportsController,
} from './http/admin-exports.controller.js';
import {
  AdminImportsController,
  AdminStockImportsController,
} from './http/admin-imports.controller.js';
import { TransfersModule } from './transfers.module.js';

/** Routes of imports and exports. */
@Module({
  imports: [TransfersModule],
  // The narrower path first: `stock` is no id.
  controllers: [
    AdminStockImportsController,
    AdminImportsController,
    AdminStockExportsController,
    AdminCustomersExportsController,
    AdminOrdersExportsController,
    AdminExportsController,
  ],
})
export class TransfersHttpModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  /** Files are handed on unread: who may send one is known before the first byte is taken. */
  onModuleInit(): void {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    server.addContentTypeParser(FILE_TYPES, (request, payload, done) => {
      const config: unknown = request.routeOptions.config;
      const isWanted = typeof config === 'object' && config !== null && TAKES_FILE in config;
      if (isWanted) done(null, payload);
      else done(new UnsupportedMediaType());
    });
  }
}
