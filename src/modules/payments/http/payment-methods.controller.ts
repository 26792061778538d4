import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { CurrencyUnsupported } from '../../../common/money/currency.js';
import { AmountOutOfRange, InvalidMoney, parseMoney } from '../../../common/money/money.js';
import { ENV, type Env } from '../../../config/env.js';
import { PaymentsService } from '../payments.service.js';
import { type PaymentUse } from '../payments.types.js';
import { ListPaymentMethodsQuery } from './dto/list-payment-methods.query.js';
import { PaymentMethodsResponse, toPaymentMethodResponse } from './dto/payment-method.response.js';

/** The ways to pay that the shop offers. */
@ApiTags('Checkout')
@Controller('payment-methods')
@Public()
export class PaymentMethodsController {
  constructor(
    private readonly payments: PaymentsService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listPaymentMethods',
    summary: 'Ways to pay',
    description:
      'Methods that are active and whose gateway is set up. With `amount`, only those that take it in this currency and country.',
  })
  @ApiOkResponse({ type: PaymentMethodsResponse })
  @ApiProblems(InvalidRequest, InvalidMoney, AmountOutOfRange, CurrencyUnsupported)
  async list(@Query() query: ListPaymentMethodsQuery): Promise<PaymentMethodsResponse> {
    const offered = await this.payments.listOffered(this.toUse(query));
    return { items: offered.map(toPaymentMethodResponse) };
  }

  private toUse({ amount, currency, country, guest }: ListPaymentMethodsQuery): PaymentUse | null {
    if (amount === undefined) return null;
    return {
      amount: parseMoney(amount, currency ?? this.env.CURRENCY),
      country: country ?? this.env.COUNTRY,
      isGuest: guest ?? false,
    };
  }
}
