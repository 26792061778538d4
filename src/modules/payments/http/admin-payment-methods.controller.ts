import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';

import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, etagOf, IfMatch } from '../../../common/http/if-match.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  PaymentMethodCodeTaken,
  PaymentMethodInvalid,
  PaymentMethodNotFound,
} from '../payments.errors.js';
import { KeepMethods, type KeptMethodView } from '../use-cases/keep-methods.js';
import {
  ChangePaymentMethodRequest,
  CreatePaymentMethodRequest,
  OrderPaymentMethodsRequest,
} from './dto/kept-method.request.js';
import {
  KeptPaymentMethodResponse,
  KeptPaymentMethodsResponse,
  toKeptMethod,
} from './dto/kept-method.response.js';

/** The ways to pay, for staff. */
@ApiTags('Administration')
@Controller('admin/payment-methods')
export class AdminPaymentMethodsController {
  constructor(private readonly methods: KeepMethods) {}

  @Get()
  @RequirePermission('payments', 'r')
  @ApiOperation({
    operationId: 'listKeptPaymentMethods',
    summary: 'All ways to pay',
    description:
      'Those that are switched off too, and those whose gateway is not set up, in their order.',
  })
  @ApiOkResponse({ type: KeptPaymentMethodsResponse })
  async list(): Promise<KeptPaymentMethodsResponse> {
    return { items: (await this.methods.list()).map(toKeptMethod) };
  }

  @Post()
  @RequirePermission('payments', 'w')
  @ApiOperation({
    operationId: 'createPaymentMethod',
    summary: 'Make a way to pay',
    description: 'Offered at once wherever it fits, behind the others.',
  })
  @ApiCreatedResponse({ type: KeptPaymentMethodResponse })
  @ApiProblems(InvalidRequest, PaymentMethodCodeTaken, PaymentMethodInvalid)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() body: CreatePaymentMethodRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeptPaymentMethodResponse> {
    const { code, name, gateway, description = null, isActive = true } = body;
    const { requiresAccount = false, minAmount = null, maxAmount = null } = body;
    const { feePercentage = null, feeFixed = null, capture = 'automatic' } = body;
    const { currencies = null, countries = null } = body;
    const values = {
      ...{ code, name, gateway, description, isActive, requiresAccount },
      ...amountsOf({ minAmount, maxAmount, feeFixed }),
      ...{ feePercentage, currencies, countries, capture },
    };
    return answer(reply, await this.methods.create(ctx, values));
  }

  @Put('order')
  @RequirePermission('payments', 'w')
  @ApiOperation({
    operationId: 'orderPaymentMethods',
    summary: 'In which order ways to pay are offered',
    description: 'By their codes; those that are left out follow in the order they had.',
  })
  @ApiOkResponse({ type: KeptPaymentMethodsResponse })
  @ApiProblems(InvalidRequest)
  async order(
    @Ctx() ctx: RequestContext,
    @Body() { codes }: OrderPaymentMethodsRequest,
  ): Promise<KeptPaymentMethodsResponse> {
    return { items: (await this.methods.order(ctx, codes)).map(toKeptMethod) };
  }

  @Get(':paymentMethodId')
  @RequirePermission('payments', 'r')
  @ApiOperation({
    operationId: 'getKeptPaymentMethod',
    summary: 'A way to pay',
    description: 'With the ETag that a change asks for.',
  })
  @ApiOkResponse({ type: KeptPaymentMethodResponse })
  @ApiProblems(InvalidRequest, PaymentMethodNotFound)
  async get(
    @Param('paymentMethodId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeptPaymentMethodResponse> {
    return answer(reply, await this.methods.get(id));
  }

  @Patch(':paymentMethodId')
  @RequirePermission('payments', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'changePaymentMethod',
    summary: 'Change a way to pay, switch it on or off',
    description: 'What is left out stays as it is. Its code stays: orders hold it.',
  })
  @ApiOkResponse({ type: KeptPaymentMethodResponse })
  @ApiProblems(InvalidRequest, PaymentMethodNotFound, PaymentMethodInvalid)
  async change(
    @Ctx() ctx: RequestContext,
    @Param('paymentMethodId', ParseUUIDPipe) id: string,
    @Body() changes: ChangePaymentMethodRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeptPaymentMethodResponse> {
    const sent = Object.fromEntries(
      Object.entries({ ...changes, ...amountsOf(changes) }).filter(([, value]) => {
        return value !== undefined;
      }),
    );
    return answer(reply, await this.methods.change(ctx, id, sent, ifMatch));
  }
}

function answer(reply: FastifyReply, view: KeptMethodView): KeptPaymentMethodResponse {
  void reply.header('etag', etagOf(view));
  return toKeptMethod(view);
}

/** As the columns write them: two digits behind the point. */
function amountsOf<
  T extends Partial<Record<'minAmount' | 'maxAmount' | 'feeFixed', string | null>>,
>({ minAmount, maxAmount, feeFixed }: T): Pick<T, 'minAmount' | 'maxAmount' | 'feeFixed'> {
  const two = (text: string | null | undefined): string | null | undefined => {
    if (text === null || text === undefined) return text;
    const [whole = '0', part = ''] = text.split('.');
    return `${whole}.${part.padEnd(2, '0')}`;
  };
  return { minAmount: two(minAmount), maxAmount: two(maxAmount), feeFixed: two(feeFixed) } as T;
}
