import { Body, Controller, Header, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ApiKeyNotAllowed, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../../common/http/auth-user.js';
import { Client } from '../../../../common/http/client.decorator.js';
import { type ClientInfo } from '../../../../common/http/client.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../../common/http/current-user.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { ExceedsOwnRights, LastAdministrator, OwnAccount } from '../../../access/access.errors.js';
import { UserNotFound } from '../../../users/users.errors.js';
import { ACCEPTED, AcceptedResponse } from '../../http/dto/auth.response.js';
import { AccountLocked, StaffAccount } from '../staff.errors.js';
import { ActForUser } from '../use-cases/act-for-user.js';
import { EndActing } from '../use-cases/end-acting.js';
import { ForceReset } from '../use-cases/force-reset.js';
import { LockAccount } from '../use-cases/lock-account.js';
import { ActRequest } from './dto/acting.request.js';
import { ActingResponse, toActingResponse } from './dto/acting.response.js';

/** What staff does with accounts: never with its own, nor with those who may do more. */
@ApiTags('Administration')
@Controller('admin/users/:userId')
export class AdminAccountsController {
  constructor(
    private readonly lockAccount: LockAccount,
    private readonly forceReset: ForceReset,
    private readonly actForUser: ActForUser,
    private readonly endActing: EndActing,
  ) {}

  @Post('lock')
  @HttpCode(204)
  @RequirePermission('users', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'lockUser',
    summary: 'Lock an account',
    description: 'Ends its sessions at once; nobody gets in with it until it is unlocked.',
  })
  @ApiNoContentResponse({ description: 'It is locked.' })
  @ApiProblems(InvalidRequest, UserNotFound, OwnAccount, ExceedsOwnRights, LastAdministrator)
  async lock(
    @Ctx() ctx: RequestContext,
    @Param('userId', ParseUUIDPipe) userId: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.lockAccount.execute(ctx, userId, true, ifMatch);
  }

  @Post('unlock')
  @HttpCode(204)
  @RequirePermission('users', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'unlockUser',
    summary: 'Unlock an account',
    description: 'Its owner logs in again; sessions that the lock has ended stay ended.',
  })
  @ApiNoContentResponse({ description: 'It is open.' })
  @ApiProblems(InvalidRequest, UserNotFound, OwnAccount, ExceedsOwnRights)
  async unlock(
    @Ctx() ctx: RequestContext,
    @Param('userId', ParseUUIDPipe) userId: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.lockAccount.execute(ctx, userId, false, ifMatch);
  }

  @Post('reset-password')
  @HttpCode(202)
  @RequirePermission('users', 'x')
  @ApiOperation({
    operationId: 'forcePasswordReset',
    summary: 'Make an account choose a new password',
    description:
      'Password, sessions and API keys are void at once; its address gets a code for a new password.',
  })
  @ApiAcceptedResponse({ type: AcceptedResponse })
  @ApiProblems(InvalidRequest, UserNotFound, OwnAccount, ExceedsOwnRights)
  async resetPassword(
    @Ctx() ctx: RequestContext,
    @Param('userId', ParseUUIDPipe) userId: string,
  ): Promise<AcceptedResponse> {
    await this.forceReset.execute(ctx, userId);
    return ACCEPTED;
  }

  @Post('act')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @RequirePermission('users', 'x')
  @ApiOperation({
    operationId: 'actForUser',
    summary: 'Act on behalf of a customer',
    description:
      'For 15 minutes, as long as your own session lasts, and never with what the account is opened with. The customer sees it in his sessions; the audit log names both.',
  })
  @ApiOkResponse({ type: ActingResponse })
  @ApiProblems(InvalidRequest, UserNotFound, OwnAccount, ExceedsOwnRights, StaffAccount)
  @ApiProblems(AccountLocked, ApiKeyNotAllowed)
  async act(
    @Ctx() ctx: RequestContext,
    @CurrentUser() staff: AuthUser,
    @Client() client: ClientInfo,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Body() { reason }: ActRequest,
  ): Promise<ActingResponse> {
    const wish = { userId, reason };
    return toActingResponse(await this.actForUser.execute(ctx, staff, wish, client));
  }

  @Post('act/end')
  @HttpCode(204)
  @RequirePermission('users', 'x')
  @ApiOperation({
    operationId: 'endActingForUser',
    summary: 'Stop acting on behalf of a customer',
    description: 'Logging out with the token one acts with does the same.',
  })
  @ApiNoContentResponse({ description: 'Nothing of yours is open for him.' })
  @ApiProblems(InvalidRequest)
  async endAct(
    @Ctx() ctx: RequestContext,
    @CurrentUser() staff: AuthUser,
    @Param('userId', ParseUUIDPipe) userId: string,
  ): Promise<void> {
    await this.endActing.execute(ctx, staff, userId);
  }
}
