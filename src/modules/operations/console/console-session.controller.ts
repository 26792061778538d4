import { Controller, Delete, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { NotOnBehalf, Public, RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiKeyNotAllowed } from '../../../common/errors/common-errors.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthenticatedRequest } from '../../../common/http/request.js';
import { clearConsoleCookie, setConsoleCookie } from './console-cookie.js';

/** How long the cookie stays in the browser, in seconds; the token in it may end earlier. */
const COOKIE_SECONDS = 3_600;

/** How a browser comes to the pages under /admin. */
@ApiTags('Operations')
@Controller('admin/console/session')
export class ConsoleSessionController {
  @Post()
  @HttpCode(204)
  @RequirePermission('operations', 'r')
  @NotOnBehalf()
  @ApiOperation({
    operationId: 'openConsole',
    summary: 'Open the pages under /admin in this browser',
    description:
      'Puts the access token that it was called with into a cookie that no script can read and that goes to /admin alone. It is good for as long as the token is; each page asks again for the rights.',
  })
  @ApiNoContentResponse({ description: 'The cookie is set' })
  @ApiProblems(ApiKeyNotAllowed)
  open(
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): void {
    if (request.user?.apiKeyId !== undefined) throw new ApiKeyNotAllowed();
    const token = (request.headers.authorization ?? '').slice('bearer '.length).trim();
    setConsoleCookie(reply, token, COOKIE_SECONDS);
  }

  @Delete()
  @HttpCode(204)
  @Public()
  @ApiOperation({
    operationId: 'closeConsole',
    summary: 'Take that cookie away again',
    description: 'The pages at /admin ask for a login again. The session of the API stays open.',
  })
  @ApiNoContentResponse({ description: 'There is no cookie any more' })
  close(@Res({ passthrough: true }) reply: FastifyReply): void {
    clearConsoleCookie(reply);
  }
}
