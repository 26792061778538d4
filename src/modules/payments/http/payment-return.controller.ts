import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';

import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { escapeHtml } from '../../../common/escape-html.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { sendHtmlPage } from '../../../common/http/html-page.js';
import { formatMoney, moneyFromDb } from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import { isOpen } from '../domain/payment-state.js';
import { PaymentNotFound } from '../payments.errors.js';
import { PaymentsService } from '../payments.service.js';
import { type PaymentStatus, type PaymentView } from '../payments.types.js';

const TEXT: Readonly<Record<PaymentStatus, string>> = {
  pending: 'We are waiting for the answer of the bank.',
  processing: 'We are waiting for the answer of the bank.',
  success: 'Thank you, your payment has arrived.',
  failed: 'The payment did not go through. You can try again from your order.',
  cancelled: 'The payment was cancelled. You can try again from your order.',
  refunded: 'The money has gone back to you.',
};

const REFRESH_SECONDS = 2;

/**
 * Where the browser comes back to. It shows what our database says; whatever the address claims is
 * ignored, because the buyer typed it.
 */
@ApiTags('Payments')
@Controller('payments/return')
@Public()
export class PaymentReturnController {
  constructor(private readonly payments: PaymentsService) {}

  @Get(':reference')
  @ApiOperation({
    operationId: 'showPaymentReturn',
    summary: 'Page the browser comes back to after paying',
    description:
      'Shows the state of the payment; reads only, whatever parameters it is called with.',
  })
  @ApiParam({ name: 'reference', example: 'P0123456789ABCDEFGHJKMNPQ' })
  @ApiOkResponse({ content: { 'text/html': { schema: { type: 'string' } } } })
  @ApiProblems(PaymentNotFound)
  async show(
    @Ctx() ctx: RequestContext,
    @Param('reference') reference: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const payment = await this.payments.getByReference(ctx, reference);
    sendHtmlPage(reply, 200, {
      title: 'Your payment',
      main: toMain(payment),
      ...(isOpen(payment.status) ? { refreshSeconds: REFRESH_SECONDS } : {}),
    });
  }
}

function toMain({ reference, amount, currency, status, methodName }: PaymentView): string {
  const money = `${formatMoney(moneyFromDb(amount, currency))} ${currency}`;
  return `<p role="status">${TEXT[status]}</p>
<dl>
<dt>State</dt><dd data-status="${status}">${status}</dd>
<dt>Amount</dt><dd>${escapeHtml(money)}</dd>
<dt>Paid with</dt><dd>${escapeHtml(methodName)}</dd>
<dt>Reference</dt><dd>${escapeHtml(reference)}</dd>
</dl>`;
}
