import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { NotOnBehalf, Own } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Client } from '../../../common/http/client.decorator.js';
import { type ClientInfo } from '../../../common/http/client.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { ProofRequest } from '../../../common/http/proof.request.js';
import { PROOF_PROBLEMS, RecentProof } from '../../../common/recent-proof.js';
import { type RequestContext } from '../../../common/request-context.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { ExportsRepository } from '../data/exports.repository.js';
import {
  ExportNotFound,
  ExportNotReady,
  ExportRunning,
  TooManyExports,
} from '../privacy.errors.js';
import { FetchExport } from '../use-cases/fetch-export.js';
import { RequestExport } from '../use-cases/request-export.js';
import {
  DataExportResponse,
  DataExportsResponse,
  toDataExportResponse,
} from './dto/data-export.response.js';
import { sendExport } from './send-export.js';

/** A copy of everything that is stored about the caller. */
@ApiTags('Me')
@Own()
@NotOnBehalf()
@Controller('me/export')
export class MyExportsController {
  constructor(
    private readonly proof: RecentProof,
    private readonly requestExport: RequestExport,
    private readonly fetchExport: FetchExport,
    private readonly exports: ExportsRepository,
  ) {}

  @Post()
  @HttpCode(202)
  @RateLimit('password')
  @ApiOperation({
    operationId: 'requestMyExport',
    summary: 'Ask for a copy of my data',
    description:
      'Everything that is stored about me, as one JSON document. A worker makes it and mails a link that works for seven days. One at a time, three in a day.',
  })
  @ApiAcceptedResponse({ type: DataExportResponse })
  @ApiProblems(InvalidRequest, ExportRunning, TooManyExports, ...PROOF_PROBLEMS)
  async request(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Client() client: ClientInfo,
    @Body() { currentPassword }: ProofRequest,
  ): Promise<DataExportResponse> {
    await this.proof.assert(ctx, user, { currentPassword }, client);
    return toDataExportResponse(await this.requestExport.execute(ctx, user.id));
  }

  @Get()
  @ApiOperation({
    operationId: 'listMyExports',
    summary: 'Copies of my data',
    description: 'The last twenty that I asked for, newest first.',
  })
  @ApiOkResponse({ type: DataExportsResponse })
  async list(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
  ): Promise<DataExportsResponse> {
    const items = await this.exports.list(ctx, user.id);
    return { items: items.map(toDataExportResponse) };
  }

  @Get(':exportId/file')
  @RateLimit('export')
  @ApiOperation({
    operationId: 'downloadMyExport',
    summary: 'Fetch a copy of my data',
    description: 'Take the id from the list. For seven days, at most twenty times.',
  })
  @ApiProduces('application/json')
  @ApiOkResponse({ description: 'Rows by table.', schema: { type: 'object' } })
  @ApiProblems(InvalidRequest, ExportNotFound, ExportNotReady)
  async download(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('exportId', ParseUUIDPipe) exportId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendExport(reply, await this.fetchExport.own(ctx, user.id, exportId));
  }
}
