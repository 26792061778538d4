import { Controller, Get, Header, Post, Put, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public, RequirePermission } from '../../../common/http/access.decorators.js';
import { type AuthenticatedRequest } from '../../../common/http/request.js';
import { LateQueueDesk } from '../jobs/late-queue-desk.js';
import { CONSOLE_PAGE } from './console-page.js';
import { CONSOLE_SCRIPT } from './console-script.js';
import { CONSOLE_STYLE } from './console-style.js';
import type { OverviewResponse } from './overview.response.js';
import { ReadOverview } from './read-overview.js';

const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
/** The board writes styles into its elements. */
const BOARD_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

/** The board's addresses, as deep as they go: the framework warns of each start with a wildcard in a route. */
const BOARD = [0, 1, 2, 3, 4, 5, 6, 7].map((depth) =>
  ['admin/queues', ...Array.from({ length: depth }, (_, n) => `:part${n}`)].join('/'),
);

/**
 * The pages under /admin, outside of the API's prefix. The page itself is empty and open to all; what it shows,
 * it has to ask for. A browser shows who it is by the cookie of `console-cookie.ts`.
 */
@ApiExcludeController()
@Controller()
export class ConsoleController {
  constructor(
    private readonly overview: ReadOverview,
    private readonly late: LateQueueDesk,
  ) {}

  @Get('admin')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', PAGE_POLICY)
  @Header('Cache-Control', 'no-cache')
  page(): string {
    return CONSOLE_PAGE;
  }

  @Get('admin/console.js')
  @Public()
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  script(): string {
    return CONSOLE_SCRIPT;
  }

  @Get('admin/console.css')
  @Public()
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  style(): string {
    return CONSOLE_STYLE;
  }

  @Get('admin/overview')
  @RequirePermission('operations', 'r')
  @Header('Cache-Control', 'no-store')
  read(): Promise<OverviewResponse> {
    return this.overview.execute();
  }

  @Get(BOARD)
  @RequirePermission('queues', 'r')
  async board(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.answer(request, reply);
  }

  @Post(BOARD)
  @RequirePermission('queues', 'x')
  async act(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.answer(request, reply);
  }

  @Put(BOARD)
  @RequirePermission('queues', 'x')
  async change(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.answer(request, reply);
  }

  private async answer(request: AuthenticatedRequest, reply: FastifyReply): Promise<void> {
    reply.header('content-security-policy', BOARD_POLICY);
    const desk = await this.late.get();
    await desk.board(request, reply);
  }
}
