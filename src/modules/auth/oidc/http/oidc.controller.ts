import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Post,
  Query,
  Redirect,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiExtraModels,
  ApiFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { Public } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Client } from '../../../../common/http/client.decorator.js';
import { type ClientInfo } from '../../../../common/http/client.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { type AuthenticatedRequest } from '../../../../common/http/request.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { RateLimit } from '../../../../rate-limits/rate-limit.decorator.js';
import { CrossSiteRefused, InvalidCredentials } from '../../auth.errors.js';
import { TokenResponse } from '../../http/dto/auth.response.js';
import { RefreshCookie } from '../../http/refresh-cookie.js';
import {
  type LoginResponse,
  MfaRequiredResponse,
  toMfaRequiredResponse,
} from '../../mfa/http/dto/mfa.response.js';
import {
  InvalidOidcCode,
  InvalidOidcState,
  InvalidReturnTo,
  OidcAccountExists,
  OidcEmailUnverified,
  OidcNotConfigured,
  OidcRefused,
  OidcUnavailable,
} from '../oidc.errors.js';
import { AnswerOidc } from '../use-cases/answer-oidc.js';
import { ExchangeOidc } from '../use-cases/exchange-oidc.js';
import { StartOidc } from '../use-cases/start-oidc.js';
import { keepBinding, readBinding } from './binding-cookie.js';
import { ExchangeOidcRequest, StartOidcQuery } from './dto/oidc.request.js';
import { ProvidersResponse } from './dto/oidc.response.js';

const START_PATH = '/api/v1/auth/oidc/start';

interface Redirection {
  readonly url: string;
  readonly statusCode: number;
}

/** Logging in at an OpenID provider. */
@ApiTags('Auth')
@Public()
@ApiExtraModels(TokenResponse, MfaRequiredResponse)
@Controller('auth/oidc')
export class OidcController {
  constructor(
    private readonly startOidc: StartOidc,
    private readonly answerOidc: AnswerOidc,
    private readonly exchangeOidc: ExchangeOidc,
    private readonly cookie: RefreshCookie,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listLoginProviders',
    summary: 'Login providers',
    description: 'What there is beside the password; empty where nothing is configured.',
  })
  @ApiOkResponse({ type: ProvidersResponse })
  list(): ProvidersResponse {
    const { OIDC_ISSUER, OIDC_NAME, PUBLIC_URL } = this.env;
    if (OIDC_ISSUER === undefined) return { items: [] };
    return { items: [{ name: OIDC_NAME, startUrl: `${PUBLIC_URL}${START_PATH}` }] };
  }

  @Get('start')
  @RateLimit('login')
  @Redirect()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'startOidc',
    summary: 'Go to the login provider',
    description:
      'For the browser itself, not for a script. It comes back to `returnTo` with `oidcCode` in the query, whatever came of it.',
  })
  @ApiFoundResponse({ description: 'To the provider, with a cookie that binds this browser.' })
  @ApiProblems(InvalidRequest, InvalidReturnTo, InvalidOidcState)
  @ApiProblems(OidcNotConfigured, OidcUnavailable)
  async start(
    @Ctx() ctx: RequestContext,
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() { returnTo = '/', codeChallenge, link }: StartOidcQuery,
  ): Promise<Redirection> {
    const binding = keepBinding(request, reply);
    const departure = { returnTo, challenge: codeChallenge ?? null };
    const url =
      link === undefined
        ? await this.startOidc.logIn(ctx, departure, binding)
        : await this.startOidc.followLink(ctx, link, binding);
    return { url, statusCode: 302 };
  }

  @Get('callback')
  @RateLimit('login')
  @Redirect()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'answerOidc',
    summary: 'Come back from the login provider',
    description:
      'The redirect address to register at the provider. Works once, in the browser that started.',
  })
  @ApiFoundResponse({ description: 'To `returnTo`, with a one-time code.' })
  @ApiProblems(InvalidOidcState, OidcNotConfigured)
  async callback(
    @Ctx() ctx: RequestContext,
    @Req() request: AuthenticatedRequest,
  ): Promise<Redirection> {
    // As it came: providers add parameters of their own.
    const query = request.url.split('?').slice(1).join('?');
    const [state = '', ...more] = new URLSearchParams(query).getAll('state');
    const binding = readBinding(request);
    if (state === '' || more.length > 0 || binding === '') throw new InvalidOidcState();
    return { url: await this.answerOidc.execute(ctx, query, state, binding), statusCode: 302 };
  }

  @Post('exchange')
  @RateLimit('login')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'exchangeOidc',
    summary: 'Exchange the code of a login for tokens',
    description:
      'Once, within a minute. Says also why a login did not succeed; an account with a second factor answers `mfaRequired`.',
  })
  @ApiOkResponse({
    schema: {
      oneOf: [{ $ref: getSchemaPath(TokenResponse) }, { $ref: getSchemaPath(MfaRequiredResponse) }],
    },
  })
  @ApiProblems(InvalidRequest, InvalidOidcCode, InvalidCredentials, OidcRefused, OidcUnavailable)
  @ApiProblems(OidcEmailUnverified, OidcAccountExists, CrossSiteRefused)
  async exchange(
    @Ctx() ctx: RequestContext,
    @Client() client: ClientInfo,
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() { code, codeVerifier, tokenIn }: ExchangeOidcRequest,
  ): Promise<LoginResponse> {
    this.cookie.assertMaySet(request, tokenIn);
    const outcome = await this.exchangeOidc.execute(ctx, code, codeVerifier ?? null, client);
    if (outcome.kind === 'mfa_required') return toMfaRequiredResponse(outcome);
    return this.cookie.answer(reply, outcome.tokens, tokenIn);
  }
}
