import { Controller, Get, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  DocumentNotReady,
  FulfilmentNotFound,
  InvoiceNotFound,
  InvoiceNotIssued,
  OrderNotFound,
} from '../orders.errors.js';
import { OrderInvoicesResponse, toOrderInvoices } from './invoice.response.js';
import { ReadDocuments } from './read-documents.js';
import { ApiPdf, sendPdf } from './send-pdf.js';

/** Invoices, credit notes and packing slips of any order, for staff. */
@ApiTags('Administration')
@Controller('admin/orders/:orderId')
@RequirePermission('orders', 'r')
export class AdminOrderDocumentsController {
  constructor(private readonly documents: ReadDocuments) {}

  @Get('invoice.pdf')
  @ApiOperation({
    operationId: 'getAnyOrderInvoice',
    summary: 'The invoice of an order',
    description:
      'As it counts now. A worker makes the file: `orders.document_not_ready` comes with `Retry-After`.',
  })
  @ApiPdf()
  @ApiProblems(InvalidRequest, OrderNotFound, InvoiceNotIssued, DocumentNotReady)
  async invoice(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPdf(reply, await this.documents.invoice(ctx, orderId, null, null));
  }

  @Get('invoices')
  @ApiOperation({
    operationId: 'listAnyOrderInvoices',
    summary: 'Invoices and credit notes of an order',
    description: 'A credit note comes with a refund, or with a new invoice for a changed order.',
  })
  @ApiOkResponse({ type: OrderInvoicesResponse })
  @ApiProblems(InvalidRequest, OrderNotFound)
  async list(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
  ): Promise<OrderInvoicesResponse> {
    return toOrderInvoices(await this.documents.list(ctx, orderId, null));
  }

  @Get('invoices/:invoiceId/pdf')
  @ApiOperation({
    operationId: 'getAnyOrderInvoiceFile',
    summary: 'An invoice or credit note of an order',
    description: 'Also one that was replaced. The file comes as that of `invoice.pdf`.',
  })
  @ApiPdf()
  @ApiProblems(InvalidRequest, OrderNotFound, InvoiceNotFound, DocumentNotReady)
  async file(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Param('invoiceId', ParseUUIDPipe) invoiceId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPdf(reply, await this.documents.invoice(ctx, orderId, null, invoiceId));
  }

  @Get('parcels/:parcelId/packing-slip.pdf')
  @ApiOperation({
    operationId: 'getPackingSlip',
    summary: 'What is in a parcel',
    description: 'Without prices. A worker makes the file, as with invoices.',
  })
  @ApiPdf()
  @ApiProblems(InvalidRequest, FulfilmentNotFound, DocumentNotReady)
  async packingSlip(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Param('parcelId', ParseUUIDPipe) parcelId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPdf(reply, await this.documents.packingSlip(ctx, orderId, parcelId));
  }
}
