import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { InvalidRequest, InvalidValue } from '../../../common/errors/common-errors.js';
import { Own, Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Client } from '../../../common/http/client.decorator.js';
import { type ClientInfo } from '../../../common/http/client.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { UsernameTaken } from '../../users/users.errors.js';
import {
  InvalidCode,
  InvalidCredentials,
  InvalidRefreshToken,
  LoginBusy,
  PasswordTooCommon,
  SessionNotFound,
  TooManyAttempts,
} from '../auth.errors.js';
import { SessionsService } from '../sessions.service.js';
import { LogIn } from '../use-cases/log-in.js';
import { RefreshSession } from '../use-cases/refresh-session.js';
import { Register } from '../use-cases/register.js';
import { VerifyEmail } from '../use-cases/verify-email.js';
import {
  LoginRequest,
  RefreshRequest,
  RegisterRequest,
  VerifyEmailRequest,
} from './dto/auth.request.js';
import { ACCEPTED, AcceptedResponse, TokenResponse, toTokenResponse } from './dto/auth.response.js';

/** Getting an account and a session. */
@ApiTags('Auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly registration: Register,
    private readonly verification: VerifyEmail,
    private readonly logIn: LogIn,
    private readonly refreshSession: RefreshSession,
    private readonly sessions: SessionsService,
  ) {}

  @Post('register')
  @Public()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'register',
    summary: 'Register',
    description:
      'Answers the same whether or not the address has an account; the mail tells its owner. User names are public, a taken one is refused.',
  })
  @ApiAcceptedResponse({ type: AcceptedResponse })
  @ApiProblems(InvalidRequest, InvalidValue, PasswordTooCommon, UsernameTaken, LoginBusy)
  async register(
    @Ctx() ctx: RequestContext,
    @Body() body: RegisterRequest,
  ): Promise<AcceptedResponse> {
    await this.registration.execute(ctx, body);
    return ACCEPTED;
  }

  @Post('verify-email')
  @Public()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'verifyEmail',
    summary: 'Confirm an e-mail address',
    description: 'The code is in the mail that registration sends; it works once.',
  })
  @ApiNoContentResponse({ description: 'The address is verified.' })
  @ApiProblems(InvalidRequest, InvalidCode)
  async verifyEmail(@Ctx() ctx: RequestContext, @Body() body: VerifyEmailRequest): Promise<void> {
    await this.verification.execute(ctx, body.email, body.code);
  }

  @Post('login')
  @Public()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'login',
    summary: 'Log in',
    description: 'By e-mail address or user name. Put the access token into "Authorize" above.',
  })
  @ApiOkResponse({ type: TokenResponse })
  @ApiProblems(InvalidRequest, InvalidValue, InvalidCredentials, TooManyAttempts, LoginBusy)
  async login(
    @Ctx() ctx: RequestContext,
    @Client() client: ClientInfo,
    @Body() { login, password }: LoginRequest,
  ): Promise<TokenResponse> {
    return toTokenResponse(await this.logIn.execute(ctx, login, password, client));
  }

  @Post('refresh')
  @Public()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'refresh',
    summary: 'Exchange the refresh token',
    description:
      'Within ten seconds a repeated request gets the same answer again; later, a token that was exchanged before ends the whole session.',
  })
  @ApiOkResponse({ type: TokenResponse })
  @ApiProblems(InvalidRequest, InvalidRefreshToken)
  async refresh(
    @Ctx() ctx: RequestContext,
    @Client() client: ClientInfo,
    @Body() { refreshToken }: RefreshRequest,
  ): Promise<TokenResponse> {
    return toTokenResponse(await this.refreshSession.execute(ctx, refreshToken, client));
  }

  @Post('logout')
  @Own()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'logout',
    summary: 'Log out',
    description: 'Ends the session of this access token at once, on all servers.',
  })
  @ApiNoContentResponse({ description: 'The session is over.' })
  @ApiProblems(SessionNotFound)
  async logout(@Ctx() ctx: RequestContext, @CurrentUser() user: AuthUser): Promise<void> {
    await this.sessions.end(ctx, user.id, user.sessionId);
  }
}
