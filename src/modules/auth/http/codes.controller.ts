import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidRequest, InvalidValue } from '../../../common/errors/common-errors.js';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Client } from '../../../common/http/client.decorator.js';
import { type ClientInfo } from '../../../common/http/client.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { InvalidCode, LoginBusy, PasswordTooCommon } from '../auth.errors.js';
import { RequestCode } from '../use-cases/request-code.js';
import { ResetPassword } from '../use-cases/reset-password.js';
import { RequestCodeRequest, ResetPasswordRequest } from './dto/auth.request.js';
import { ACCEPTED, AcceptedResponse } from './dto/auth.response.js';

/** Mails with a code: another verification, a forgotten password. */
@ApiTags('Auth')
@Public()
@Controller('auth')
export class CodesController {
  constructor(
    private readonly requestCode: RequestCode,
    private readonly passwordReset: ResetPassword,
  ) {}

  @Post('resend-verification')
  @RateLimit('mail')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'resendVerification',
    summary: 'Mail another verification code',
    description:
      'Voids the one before. Once a minute, five times an hour; the answer is always the same.',
  })
  @ApiAcceptedResponse({ type: AcceptedResponse })
  @ApiProblems(InvalidRequest, InvalidValue)
  async resendVerification(
    @Ctx() ctx: RequestContext,
    @Body() { email }: RequestCodeRequest,
  ): Promise<AcceptedResponse> {
    await this.requestCode.execute(ctx, email, 'verify_email');
    return ACCEPTED;
  }

  @Post('forgot-password')
  @RateLimit('mail')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'forgotPassword',
    summary: 'Mail a code for a new password',
    description: 'The answer is the same for an address without an account.',
  })
  @ApiAcceptedResponse({ type: AcceptedResponse })
  @ApiProblems(InvalidRequest, InvalidValue)
  async forgotPassword(
    @Ctx() ctx: RequestContext,
    @Body() { email }: RequestCodeRequest,
  ): Promise<AcceptedResponse> {
    await this.requestCode.execute(ctx, email, 'reset_password');
    return ACCEPTED;
  }

  @Post('reset-password')
  @RateLimit('code')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'resetPassword',
    summary: 'Choose a new password',
    description: 'With the code of the mail. Ends all sessions of the account.',
  })
  @ApiNoContentResponse({ description: 'The password is changed, log in with it.' })
  @ApiProblems(InvalidRequest, InvalidCode, PasswordTooCommon, LoginBusy)
  async resetPassword(
    @Ctx() ctx: RequestContext,
    @Client() client: ClientInfo,
    @Body() body: ResetPasswordRequest,
  ): Promise<void> {
    await this.passwordReset.execute(ctx, body, client);
  }
}
