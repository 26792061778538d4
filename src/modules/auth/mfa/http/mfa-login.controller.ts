import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { Public } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Client } from '../../../../common/http/client.decorator.js';
import { type ClientInfo } from '../../../../common/http/client.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { type AuthenticatedRequest } from '../../../../common/http/request.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { RateLimit } from '../../../../rate-limits/rate-limit.decorator.js';
import { CrossSiteRefused, TooManyAttempts } from '../../auth.errors.js';
import { TokenResponse } from '../../http/dto/auth.response.js';
import { RefreshCookie } from '../../http/refresh-cookie.js';
import { InvalidMfaToken, InvalidSecondFactor, MfaNotOn } from '../mfa.errors.js';
import { VerifySecondFactor } from '../use-cases/verify-second-factor.js';
import { factorProofOf, VerifyMfaRequest } from './dto/mfa.request.js';

/** The second half of a login. */
@ApiTags('Auth')
@Controller('auth/mfa')
export class MfaLoginController {
  constructor(
    private readonly verification: VerifySecondFactor,
    private readonly cookie: RefreshCookie,
  ) {}

  @Post('verify')
  @RateLimit('code')
  @Public()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'verifyMfa',
    summary: 'Show the second factor',
    description:
      'After a login that answered `mfaRequired`. A code works once; from the fifth wrong one on there are pauses, which recovery codes pass.',
  })
  @ApiOkResponse({ type: TokenResponse })
  @ApiProblems(InvalidRequest, CrossSiteRefused, InvalidMfaToken, InvalidSecondFactor)
  @ApiProblems(MfaNotOn, TooManyAttempts)
  async verify(
    @Ctx() ctx: RequestContext,
    @Client() client: ClientInfo,
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: VerifyMfaRequest,
  ): Promise<TokenResponse> {
    this.cookie.assertMaySet(request, body.tokenIn);
    const proof = factorProofOf(body);
    const tokens = await this.verification.execute(ctx, body.mfaToken, proof, client);
    return this.cookie.answer(reply, tokens, body.tokenIn);
  }
}
