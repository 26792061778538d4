import { Body, Controller, HttpCode, Post, Put } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { NotOnBehalf, Own } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Client } from '../../../common/http/client.decorator.js';
import { type ClientInfo } from '../../../common/http/client.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { PROOF_PROBLEMS } from '../../../common/recent-proof.js';
import { type RequestContext } from '../../../common/request-context.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { InvalidPhoneNumber } from '../../users/users.errors.js';
import { InvalidCode, PhoneAlreadyVerified, SmsUnavailable, TooManyCodes } from '../auth.errors.js';
import { ChangePhone } from '../use-cases/change-phone.js';
import { RequestPhoneCode } from '../use-cases/request-phone-code.js';
import { VerifyPhone } from '../use-cases/verify-phone.js';
import { ChangePhoneRequest, VerifyPhoneRequest } from './dto/account.request.js';
import { PhoneResponse, toPhoneResponse } from './dto/account.response.js';
import { AcceptedResponse, SMS_ACCEPTED } from './dto/auth.response.js';

/** The caller's phone number and its proof. */
@ApiTags('Me')
@Own()
@NotOnBehalf()
@Controller('me/phone')
export class PhoneController {
  constructor(
    private readonly changePhone: ChangePhone,
    private readonly requestPhoneCode: RequestPhoneCode,
    private readonly verifyPhone: VerifyPhone,
  ) {}

  @Put()
  @RateLimit('password')
  @ApiOperation({
    operationId: 'changeMyPhone',
    summary: 'Change my phone number',
    description: 'A new number counts as not verified; it is kept as +… (E.164).',
  })
  @ApiOkResponse({ type: PhoneResponse })
  @ApiProblems(InvalidRequest, InvalidPhoneNumber, ...PROOF_PROBLEMS)
  async set(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Client() client: ClientInfo,
    @Body() { phoneNumber, currentPassword }: ChangePhoneRequest,
  ): Promise<PhoneResponse> {
    const change = { phoneNumber, currentPassword };
    return toPhoneResponse(await this.changePhone.execute(ctx, user, change, client));
  }

  @Post('send-code')
  @RateLimit('mail')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'sendMyPhoneCode',
    summary: 'Send a code to my phone',
    description:
      'By SMS; voids the one before. Once a minute, five times an hour for an account and for a number.',
  })
  @ApiAcceptedResponse({ type: AcceptedResponse })
  @ApiProblems(TooManyCodes, InvalidPhoneNumber, PhoneAlreadyVerified, SmsUnavailable)
  async sendCode(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
  ): Promise<AcceptedResponse> {
    await this.requestPhoneCode.execute(ctx, user);
    return SMS_ACCEPTED;
  }

  @Post('verify')
  @RateLimit('code')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'verifyMyPhone',
    summary: 'Verify my phone number',
    description: 'With the code of the SMS, within ten minutes. Five tries.',
  })
  @ApiNoContentResponse({ description: 'The number is verified.' })
  @ApiProblems(InvalidRequest, InvalidCode)
  async verify(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() { code }: VerifyPhoneRequest,
  ): Promise<void> {
    await this.verifyPhone.execute(ctx, user, code);
  }
}
