import type { Provider, Type } from '@nestjs/common';
import { AdminOrderDocumentsController } from './admin-order-documents.controller.js';
import { InvoicesRepository } from './invoices.repository.js';
import { OrderDocumentsController } from './order-documents.controller.js';
import { OrderPaperSources } from './order-paper-sources.js';
import { ReadDocuments } from './read-documents.js';

/** Routes of invoices, credit notes and packing slips. */
export const DOCUMENT_CONTROLLERS: Type[] = [
  OrderDocumentsController,
  AdminOrderDocumentsController,
];

/** What those routes run. */
export const DOCUMENT_PROVIDERS: Provider[] = [
  InvoicesRepository,
  OrderPaperSources,
  ReadDocuments,
];
