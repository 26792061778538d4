import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { escapeHtml } from '../../../common/escape-html.js';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { sendHtmlPage } from '../../../common/http/html-page.js';
import { type RequestContext } from '../../../common/request-context.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { ExportNotFound } from '../privacy.errors.js';
import { FetchExport } from '../use-cases/fetch-export.js';
import { DownloadExportRequest } from './dto/privacy.request.js';
import { sendExport } from './send-export.js';

/** Where the link of the mail leads. The code in it is the key: there is no login. */
@ApiTags('Privacy')
@Public()
@RateLimit('code')
@Controller('privacy/exports/download')
export class MailedExportsController {
  constructor(private readonly fetchExport: FetchExport) {}

  /** A page with a button and nothing else: programs that open links in mails do not press it. */
  @Get()
  @ApiOperation({
    operationId: 'showMailedExport',
    summary: 'The page behind the mailed link',
    description: 'Shows a button that fetches the copy; by itself it fetches nothing.',
  })
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'A page.', schema: { type: 'string' } })
  @ApiProblems(InvalidRequest)
  show(@Query() { code }: DownloadExportRequest, @Res() reply: FastifyReply): void {
    sendHtmlPage(reply, 200, {
      title: 'The copy of your data',
      main: `<p>It holds everything that the shop has stored about you. Keep it to yourself.</p>
<form method="post"><input type="hidden" name="code" value="${escapeHtml(code)}">
<button type="submit">Download</button></form>`,
    });
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'downloadMailedExport',
    summary: 'Fetch the copy by the code of the mail',
    description: 'For seven days, at most twenty times. The code is the one of the mailed link.',
  })
  @ApiConsumes('application/json', 'application/x-www-form-urlencoded')
  @ApiProduces('application/json')
  @ApiOkResponse({ description: 'Rows by table.', schema: { type: 'object' } })
  @ApiProblems(InvalidRequest, ExportNotFound)
  async download(
    @Ctx() ctx: RequestContext,
    @Body() { code }: DownloadExportRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendExport(reply, await this.fetchExport.byCode(ctx, code));
  }
}
