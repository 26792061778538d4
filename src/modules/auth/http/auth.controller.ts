import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidRequest, InvalidValue } from '../../../common/errors/common-errors.js';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { InvalidPhoneNumber, UsernameTaken } from '../../users/users.errors.js';
import { InvalidCode, LoginBusy, PasswordTooCommon } from '../auth.errors.js';
import { Register } from '../use-cases/register.js';
import { VerifyEmail } from '../use-cases/verify-email.js';
import { RegisterRequest, VerifyEmailRequest } from './dto/auth.request.js';
import { ACCEPTED, AcceptedResponse } from './dto/auth.response.js';

/** Getting an account. */
@ApiTags('Auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly registration: Register,
    private readonly verification: VerifyEmail,
  ) {}

  @Post('register')
  @RateLimit('register')
  @Public()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'register',
    summary: 'Register',
    description:
      'Answers the same whether or not the address has an account; the mail tells its owner. User names are public, a taken one is refused.',
  })
  @ApiAcceptedResponse({ type: AcceptedResponse })
  @ApiProblems(InvalidRequest, InvalidValue, InvalidPhoneNumber, PasswordTooCommon)
  @ApiProblems(UsernameTaken, LoginBusy)
  async register(
    @Ctx() ctx: RequestContext,
    @Body() body: RegisterRequest,
  ): Promise<AcceptedResponse> {
    await this.registration.execute(ctx, body);
    return ACCEPTED;
  }

  @Post('verify-email')
  @RateLimit('code')
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
}
