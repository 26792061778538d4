import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';

import { PayloadTooLarge } from '../../../common/errors/common-errors.js';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { Clock } from '../../../common/time/clock.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { type CallbackAnswer } from '../gateways/payment-gateway.js';
import { CallbackMalformed, CallbackSignatureInvalid, GatewayUnknown } from '../payments.errors.js';
import { ReceiveCallback } from '../use-cases/receive-callback.js';
import { type RequestWithRawBody, toRawCallback } from './raw-callback.js';

/** Where gateways tell us what became of a payment. Public: the signature is the proof. */
@ApiTags('Payments')
@Controller('payments/callbacks')
// A gateway gives up on a shop that refuses it: its word is never limited.
@RateLimit('none')
@Public()
export class PaymentCallbacksController {
  constructor(
    private readonly receive: ReceiveCallback,
    private readonly clock: Clock,
  ) {}

  /** For gateways that send JSON. */
  @Post(':gateway')
  @ApiOperation({
    operationId: 'receivePaymentCallback',
    summary: 'Callback of a payment gateway',
    description:
      'Called by gateways. The signature is checked over the raw bytes, the message is stored once and answered in the format of the gateway; a repeated message is a success too. What it says is applied by the queue `payment-callbacks`.',
  })
  @ApiParam({ name: 'gateway', example: 'sandbox' })
  @ApiBody({ schema: { type: 'object', additionalProperties: true } })
  @ApiOkResponse({ description: 'Stored, or already known', schema: { type: 'object' } })
  @ApiNoContentResponse({ description: 'The same, for gateways that want no words' })
  @ApiProblems(GatewayUnknown, CallbackSignatureInvalid, CallbackMalformed, PayloadTooLarge)
  async post(
    @Ctx() ctx: RequestContext,
    @Param('gateway') gateway: string,
    @Req() request: RequestWithRawBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const callback = toRawCallback(request, this.clock.now());
    send(reply, await this.receive.execute(ctx, gateway, 'POST-json', callback));
  }

  /** For gateways that put everything into the query. */
  @Get(':gateway')
  @ApiOperation({
    operationId: 'receivePaymentCallbackByQuery',
    summary: 'Callback of a payment gateway that calls with GET',
    description: 'As the POST, for gateways that put their message into the query.',
  })
  @ApiParam({ name: 'gateway', example: 'sandbox' })
  @ApiOkResponse({ description: 'Stored, or already known', schema: { type: 'object' } })
  @ApiProblems(GatewayUnknown, CallbackSignatureInvalid, CallbackMalformed)
  async get(
    @Ctx() ctx: RequestContext,
    @Param('gateway') gateway: string,
    @Req() request: RequestWithRawBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const callback = toRawCallback(request, this.clock.now());
    send(reply, await this.receive.execute(ctx, gateway, 'GET-query', callback));
  }
}

function send(reply: FastifyReply, { status, contentType, body }: CallbackAnswer): void {
  void reply
    .status(status)
    .header('content-type', contentType)
    .header('cache-control', 'no-store')
    .send(body);
}
