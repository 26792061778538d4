import { Body, Controller, Delete, Header, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest, InvalidValue } from '../../../common/errors/common-errors.js';
import { NotOnBehalf, Own } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Client } from '../../../common/http/client.decorator.js';
import { type ClientInfo } from '../../../common/http/client.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { type AuthenticatedRequest } from '../../../common/http/request.js';
import { PROOF_PROBLEMS } from '../../../common/recent-proof.js';
import { type RequestContext } from '../../../common/request-context.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { LastAdministrator } from '../../access/access.errors.js';
import { EmailTaken } from '../../users/users.errors.js';
import { InvalidCode, PasswordTooCommon, TooManyCodes } from '../auth.errors.js';
import { ChangePassword } from '../use-cases/change-password.js';
import { ConfirmEmailChange } from '../use-cases/confirm-email-change.js';
import { DeleteAccount } from '../use-cases/delete-account.js';
import { RequestEmailChange } from '../use-cases/request-email-change.js';
import {
  ChangeEmailRequest,
  ChangePasswordRequest,
  ConfirmEmailRequest,
  DeleteAccountRequest,
} from './dto/account.request.js';
import { AccessTokenResponse, toAccessTokenResponse } from './dto/account.response.js';
import { ACCEPTED, AcceptedResponse } from './dto/auth.response.js';
import { RefreshCookie } from './refresh-cookie.js';

/** What an account is opened with, changed by its owner; and its end. */
@ApiTags('Me')
@Own()
@NotOnBehalf()
@Controller('me')
export class AccountController {
  constructor(
    private readonly changePassword: ChangePassword,
    private readonly requestEmailChange: RequestEmailChange,
    private readonly confirmEmailChange: ConfirmEmailChange,
    private readonly deleteAccount: DeleteAccount,
    private readonly cookie: RefreshCookie,
  ) {}

  @Put('password')
  @RateLimit('password')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'changeMyPassword',
    summary: 'Change my password',
    description:
      'Refuses every access token issued before; this session goes on with the one of the answer and its refresh token. The other sessions end unless `endOtherSessions` is false. A mail tells the owner.',
  })
  @ApiOkResponse({ type: AccessTokenResponse })
  @ApiProblems(InvalidRequest, PasswordTooCommon, ...PROOF_PROBLEMS)
  async setPassword(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Client() client: ClientInfo,
    @Body() { currentPassword, newPassword, endOtherSessions = true }: ChangePasswordRequest,
  ): Promise<AccessTokenResponse> {
    const change = { currentPassword, newPassword, endOtherSessions };
    return toAccessTokenResponse(await this.changePassword.execute(ctx, user, change, client));
  }

  @Put('email')
  @RateLimit('mail')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'changeMyEmail',
    summary: 'Ask for another e-mail address',
    description:
      'Mails a code to the new address and a notice to the old one; nothing changes until the code comes back. The answer is the same when the address has an account. Once a minute, five times an hour.',
  })
  @ApiAcceptedResponse({ type: AcceptedResponse })
  @ApiProblems(InvalidRequest, InvalidValue, ...PROOF_PROBLEMS, TooManyCodes)
  async setEmail(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Client() client: ClientInfo,
    @Body() { email, currentPassword }: ChangeEmailRequest,
  ): Promise<AcceptedResponse> {
    await this.requestEmailChange.execute(ctx, user, { email, currentPassword }, client);
    return ACCEPTED;
  }

  @Post('email/confirm')
  @RateLimit('code')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'confirmMyEmail',
    summary: 'Confirm the new e-mail address',
    description:
      'With the code that went to it; works once. From then on it is the address of the account, and verified. The old address gets a mail.',
  })
  @ApiNoContentResponse({ description: 'The address is changed.' })
  @ApiProblems(InvalidRequest, InvalidCode, EmailTaken)
  async confirmEmail(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() { code }: ConfirmEmailRequest,
  ): Promise<void> {
    await this.confirmEmailChange.execute(ctx, user, code);
  }

  @Delete()
  @RateLimit('password')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteMe',
    summary: 'Delete my account',
    description:
      'Ends all sessions and keys at once; the personal data are erased soon after. Orders that are under way still arrive, and stay valid. The last administrator stays.',
  })
  @ApiNoContentResponse({ description: 'The account is gone.' })
  @ApiProblems(InvalidRequest, ...PROOF_PROBLEMS, LastAdministrator)
  async remove(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Client() client: ClientInfo,
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() { currentPassword }: DeleteAccountRequest,
  ): Promise<void> {
    await this.deleteAccount.execute(ctx, user, { currentPassword }, client);
    this.cookie.clearIfSent(request, reply);
  }
}
