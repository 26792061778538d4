import { Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { sendHtmlPage } from '../../../common/http/html-page.js';
import { type RequestContext } from '../../../common/request-context.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { UnsubscribeLinks } from '../unsubscribe-links.js';
import { ArmAlert } from '../use-cases/arm-alert.js';
import { UnsubscribeLinkInvalid } from '../wishlists.errors.js';

const TOKEN_EXAMPLE = '3f2504e04f8911d39a0c0305e82c33013f2504e04f8911d39a0c0305e82c3301';

/** Where the link in the mails leads. The code in it is the key: there is no login. */
@ApiTags('Wishlists')
@Public()
@RateLimit('code')
@Controller('alerts/unsubscribe/:token')
export class UnsubscribeController {
  constructor(
    private readonly armAlert: ArmAlert,
    private readonly links: UnsubscribeLinks,
  ) {}

  /** A page with a button and nothing else: programs that open links in mails do not press it. */
  @Get()
  @ApiOperation({
    operationId: 'showUnsubscribe',
    summary: 'The page behind the link that ends alerts',
    description: 'Shows a button; by itself it ends nothing.',
  })
  @ApiParam({ name: 'token', example: TOKEN_EXAMPLE })
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'A page.', schema: { type: 'string' } })
  @ApiProblems(UnsubscribeLinkInvalid)
  show(@Param('token') token: string, @Res() reply: FastifyReply): void {
    if (this.links.userOf(token) === null) throw new UnsubscribeLinkInvalid();
    sendHtmlPage(reply, 200, {
      title: 'No more messages',
      main: `<p>You will not be told any more when something is back in stock or cheaper.</p>
<form method="post"><button type="submit">Stop all of these messages</button></form>`,
    });
  }

  /** RFC 8058: mail programs post here by themselves when their user says so. */
  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'unsubscribeAlerts',
    summary: 'End all alerts of a person',
    description: 'By the link of a mail, with one click. Once more changes nothing.',
  })
  @ApiParam({ name: 'token', example: TOKEN_EXAMPLE })
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'A page.', schema: { type: 'string' } })
  @ApiProblems(UnsubscribeLinkInvalid)
  async unsubscribe(
    @Ctx() ctx: RequestContext,
    @Param('token') token: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.armAlert.unsubscribe(ctx, token);
    sendHtmlPage(reply, 200, {
      title: 'Done',
      main: '<p>You get no more messages of this kind.</p>',
    });
  }
}
