import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ExceedsOwnRights, LastAdministrator, OwnAccount } from '../../access/access.errors.js';
import { UserNotFound } from '../../users/users.errors.js';
import { ErasuresRepository } from '../data/erasures.repository.js';
import { NobodyToErase } from '../privacy.errors.js';
import { EraseUser } from '../use-cases/erase-user.js';
import { RequestErasure } from '../use-cases/request-erasure.js';
import { ErasureResponse, ErasuresResponse, toErasureResponse } from './dto/erasure.response.js';
import { EraseGuestRequest } from './dto/privacy.request.js';

/** Erasing people, for staff. */
@ApiTags('Administration')
@Controller('admin')
export class AdminErasuresController {
  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly eraseUser: EraseUser,
    private readonly requestErasure: RequestErasure,
  ) {}

  @Post('users/:userId/erase')
  @HttpCode(202)
  @RequirePermission('users', 'x')
  @ApiOperation({
    operationId: 'eraseUser',
    summary: 'Erase a person',
    description:
      'Closes the account at once; a worker erases what is stored about the person everywhere. Orders and sums stay. There is no way back.',
  })
  @ApiAcceptedResponse({ type: ErasureResponse })
  @ApiProblems(InvalidRequest, UserNotFound, OwnAccount, ExceedsOwnRights, LastAdministrator)
  async erase(
    @Ctx() ctx: RequestContext,
    @Param('userId', ParseUUIDPipe) userId: string,
  ): Promise<ErasureResponse> {
    return toErasureResponse(await this.eraseUser.execute(ctx, userId));
  }

  @Get('erasures')
  @RequirePermission('users', 'r')
  @ApiOperation({
    operationId: 'listErasures',
    summary: 'Erasures that are not done',
    description: 'Those that wait for orders on their way among them, oldest first.',
  })
  @ApiOkResponse({ type: ErasuresResponse })
  async list(@Ctx() ctx: RequestContext): Promise<ErasuresResponse> {
    const items = await this.erasures.list(ctx, true);
    return { items: items.map(toErasureResponse) };
  }

  @Post('erasures')
  @HttpCode(202)
  @RequirePermission('users', 'x')
  @ApiOperation({
    operationId: 'eraseGuest',
    summary: 'Erase a guest',
    description: 'By the e-mail address of the orders, which are kept without it.',
  })
  @ApiAcceptedResponse({ type: ErasureResponse })
  @ApiProblems(InvalidRequest, NobodyToErase)
  async eraseGuest(
    @Ctx() ctx: RequestContext,
    @Body() { email }: EraseGuestRequest,
  ): Promise<ErasureResponse> {
    return toErasureResponse(await this.requestErasure.forGuest(ctx, email));
  }
}
