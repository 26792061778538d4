import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiExtraModels,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import {
  InvalidRequest,
  InvalidValue,
  Unauthenticated,
} from '../../../common/errors/common-errors.js';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Client } from '../../../common/http/client.decorator.js';
import { type ClientInfo } from '../../../common/http/client.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type AuthenticatedRequest } from '../../../common/http/request.js';
import { type RequestContext } from '../../../common/request-context.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import {
  CrossSiteRefused,
  InvalidCredentials,
  InvalidRefreshToken,
  LoginBusy,
  SessionNotFound,
  TooManyAttempts,
} from '../auth.errors.js';
import { type LoginResponse, MfaRequiredResponse } from '../mfa/http/dto/mfa.response.js';
import { SessionsService } from '../sessions.service.js';
import { LogIn } from '../use-cases/log-in.js';
import { RefreshSession } from '../use-cases/refresh-session.js';
import { LoginRequest, LogoutRequest, RefreshRequest } from './dto/auth.request.js';
import { TokenResponse } from './dto/auth.response.js';
import { LOGIN_EXAMPLES } from './login-examples.js';
import { RefreshCookie } from './refresh-cookie.js';

/** Getting, renewing and giving back the tokens of a session. */
@ApiTags('Auth')
@ApiExtraModels(TokenResponse, MfaRequiredResponse)
@Controller('auth')
export class TokensController {
  constructor(
    private readonly logIn: LogIn,
    private readonly refreshSession: RefreshSession,
    private readonly sessions: SessionsService,
    private readonly cookie: RefreshCookie,
  ) {}

  @Post('login')
  @RateLimit('login')
  @Public()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'login',
    summary: 'Log in',
    description:
      'By e-mail address or user name. Put the access token into "Authorize" above. An account with a second factor answers `mfaRequired` instead of tokens. Browsers ask for the refresh token in a cookie (`tokenIn`).',
  })
  @ApiBody({ type: LoginRequest, examples: LOGIN_EXAMPLES })
  @ApiOkResponse({
    schema: {
      oneOf: [{ $ref: getSchemaPath(TokenResponse) }, { $ref: getSchemaPath(MfaRequiredResponse) }],
    },
  })
  @ApiProblems(InvalidRequest, InvalidValue, InvalidCredentials)
  @ApiProblems(CrossSiteRefused, TooManyAttempts, LoginBusy)
  async login(
    @Ctx() ctx: RequestContext,
    @Client() client: ClientInfo,
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() { login, password, tokenIn }: LoginRequest,
  ): Promise<LoginResponse> {
    this.cookie.assertMaySet(request, tokenIn);
    const outcome = await this.logIn.execute(ctx, login, password, client);
    if (outcome.kind === 'tokens') return this.cookie.answer(reply, outcome.tokens, tokenIn);
    return { mfaRequired: true, mfaToken: outcome.mfaToken, expiresIn: outcome.expiresIn };
  }

  @Post('refresh')
  @RateLimit('refresh')
  @Public()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'refresh',
    summary: 'Exchange the refresh token',
    description:
      'Within ten seconds a repeated request gets the same answer again; later, a token that was exchanged before ends the whole session. Without a token in the body the one of the cookie is taken; that needs a known `Origin` and `X-Requested-With`.',
  })
  @ApiOkResponse({ type: TokenResponse })
  @ApiProblems(InvalidRequest, InvalidRefreshToken, CrossSiteRefused)
  async refresh(
    @Ctx() ctx: RequestContext,
    @Client() client: ClientInfo,
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() { refreshToken }: RefreshRequest,
  ): Promise<TokenResponse> {
    if (refreshToken !== undefined) {
      const tokens = await this.refreshSession.execute(ctx, refreshToken, client);
      return this.cookie.answer(reply, tokens, 'body');
    }
    const token = this.cookie.read(request);
    if (token === null) throw new InvalidRefreshToken();
    try {
      const tokens = await this.refreshSession.execute(ctx, token, client);
      return this.cookie.answer(reply, tokens, 'cookie');
    } catch (error) {
      if (error instanceof InvalidRefreshToken) this.cookie.clear(reply);
      throw error;
    }
  }

  @Post('logout')
  @RateLimit('refresh')
  @Public()
  @ApiBearerAuth()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'logout',
    summary: 'Log out',
    description:
      'Ends a session at once, on all servers: that of the access token, or that of the refresh token in body or cookie, which still works when the access token has run out.',
  })
  @ApiNoContentResponse({ description: 'The session is over.' })
  @ApiProblems(InvalidRequest, Unauthenticated, CrossSiteRefused, SessionNotFound)
  async logout(
    @Ctx() ctx: RequestContext,
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() { refreshToken }: LogoutRequest,
  ): Promise<void> {
    const { user } = request;
    const token = refreshToken ?? (user ? this.cookie.peek(request) : this.cookie.read(request));
    if (!user && token === null) throw new Unauthenticated();
    if (user) await this.sessions.end(ctx, user.id, user.sessionId);
    if (token !== null) await this.sessions.endByToken(ctx, token);
    this.cookie.clearIfSent(request, reply);
  }
}
