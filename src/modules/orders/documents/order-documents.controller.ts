import { Controller, Get, Headers, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest, Unauthenticated } from '../../../common/errors/common-errors.js';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { OptionalUser } from '../../../common/http/current-user.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { OrderTokens } from '../data/order-tokens.js';
import { LinkTokenQuery } from '../http/dto/link-token.query.js';
import { linkAccessOf, orderAccessOf } from '../http/order-callers.js';
import {
  DocumentNotReady,
  InvoiceNotFound,
  InvoiceNotIssued,
  OrderNotFound,
} from '../orders.errors.js';
import { OrderInvoicesResponse, toOrderInvoices } from './invoice.response.js';
import { ReadDocuments } from './read-documents.js';
import { ApiPdf, sendPdf } from './send-pdf.js';

/** Invoices of an order, for its customer or for the guest with its token. */
@ApiTags('Orders')
@Controller('orders/:orderId')
@Public()
@ApiBearerAuth()
@ApiHeader({
  name: 'X-Order-Token',
  required: false,
  description: 'For guests: `orderToken` from the answer to the order',
})
@ApiProblems(InvalidRequest, Unauthenticated, OrderNotFound)
export class OrderDocumentsController {
  constructor(
    private readonly documents: ReadDocuments,
    private readonly tokens: OrderTokens,
  ) {}

  @Get('invoice.pdf')
  @ApiOperation({
    operationId: 'getOrderInvoice',
    summary: 'The invoice of my order',
    description:
      'As it counts now. A worker makes the file: `orders.document_not_ready` comes with `Retry-After`. A guest may come by the link of his mail, with the token in the query.',
  })
  @ApiPdf()
  @ApiProblems(InvoiceNotIssued, DocumentNotReady)
  async invoice(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @Headers('x-order-token') token: string | undefined,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Query() query: LinkTokenQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = linkAccessOf(ctx, user, token ?? query.token, this.tokens);
    sendPdf(reply, await this.documents.invoice(asked.ctx, orderId, asked.access, null));
  }

  @Get('invoices')
  @ApiOperation({
    operationId: 'listOrderInvoices',
    summary: 'Invoices and credit notes of my order',
    description: 'A credit note comes with a refund, or with a new invoice for a changed order.',
  })
  @ApiOkResponse({ type: OrderInvoicesResponse })
  async list(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @Headers('x-order-token') token: string | undefined,
    @Param('orderId', ParseUUIDPipe) orderId: string,
  ): Promise<OrderInvoicesResponse> {
    const access = orderAccessOf(user, token, this.tokens);
    return toOrderInvoices(await this.documents.list(ctx, orderId, access));
  }

  @Get('invoices/:invoiceId/pdf')
  @ApiOperation({
    operationId: 'getOrderInvoiceFile',
    summary: 'An invoice or credit note of my order',
    description: 'Also one that was replaced. The file comes as that of `invoice.pdf`.',
  })
  @ApiPdf()
  @ApiProblems(InvoiceNotFound, DocumentNotReady)
  async file(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @Headers('x-order-token') token: string | undefined,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Param('invoiceId', ParseUUIDPipe) invoiceId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const access = orderAccessOf(user, token, this.tokens);
    sendPdf(reply, await this.documents.invoice(ctx, orderId, access, invoiceId));
  }
}
