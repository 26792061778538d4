import type { Provider } from '@nestjs/common';
import { InvoicesRepository } from './invoices.repository.js';
import { IssueInvoices } from './issue-invoices.js';
import { MakeDocuments } from './make-documents.js';
import { OrderPaperSources } from './order-paper-sources.js';

/** What the worker runs. Apart from the routes: the printer with its fonts is loaded here only. */
export const DOCUMENT_WORK: Provider[] = [
  InvoicesRepository,
  OrderPaperSources,
  IssueInvoices,
  MakeDocuments,
];
