import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';

import { RouteNotFound } from '../../../../common/errors/common-errors.js';
import { Public } from '../../../../common/http/access.decorators.js';
import { sendHtmlPage } from '../../../../common/http/html-page.js';
import { Clock } from '../../../../common/time/clock.js';
import { ENV, type Env } from '../../../../config/env.js';
import { ChooseRequest } from './choose.request.js';
import { messagesOf } from './sandbox-bank.js';
import { payPage } from './sandbox-page.js';
import { SandboxSender } from './sandbox-sender.js';
import { readTicket, type SandboxTicket } from './sandbox-ticket.js';

/**
 * The sandbox bank: a page where a tester chooses what a bank would decide. It knows a payment only
 * by the signed ticket in its address and reaches the shop only by callbacks over HTTP.
 */
@ApiExcludeController()
@Controller('sandbox/pay')
@Public()
export class SandboxBankController {
  constructor(
    private readonly sender: SandboxSender,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get(':reference')
  show(
    @Param('reference') reference: string,
    @Query('ticket') ticketText: unknown,
    @Res() reply: FastifyReply,
  ): void {
    sendHtmlPage(reply, 200, payPage(this.ticketOf(reference, ticketText)));
  }

  @Post(':reference')
  choose(
    @Param('reference') reference: string,
    @Query('ticket') ticketText: unknown,
    @Body() { outcome, late, doubled, outOfOrder }: ChooseRequest,
    @Res() reply: FastifyReply,
  ): void {
    const ticket = this.ticketOf(reference, ticketText);
    const choice = {
      outcome,
      late: late ?? 0,
      doubled: doubled ?? false,
      outOfOrder: outOfOrder ?? false,
    };
    const secret = this.env.SANDBOX_GATEWAY_SECRET;
    const volleys = messagesOf(ticket, choice, secret, this.clock.now());
    this.sender.schedule(ticket.callbackUrl, volleys, choice.late * 1000);
    void reply.status(303).header('location', ticket.returnUrl).send();
  }

  private ticketOf(reference: string, text: unknown): SandboxTicket {
    const secret = this.env.SANDBOX_GATEWAY_SECRET;
    const ticket =
      this.env.SANDBOX_GATEWAY_ENABLED && typeof text === 'string'
        ? readTicket(text, secret)
        : null;
    if (ticket?.reference !== reference) throw new RouteNotFound();
    return ticket;
  }
}
