import { Controller, Delete, HttpCode, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { ExceedsOwnRights, OwnAccount } from '../../../access/access.errors.js';
import { UserNotFound } from '../../../users/users.errors.js';
import { MfaNotOn } from '../mfa.errors.js';
import { RemoveFactorOfUser } from '../use-cases/remove-factor-of-user.js';

/** Second factors of others. */
@ApiTags('Administration')
@Controller('admin/users/:userId/mfa')
export class AdminMfaController {
  constructor(private readonly removal: RemoveFactorOfUser) {}

  @Delete()
  @RequirePermission('users', 'x')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'removeMfaOfUser',
    summary: "Remove a person's second factor",
    description:
      'For somebody who lost his phone and his recovery codes. Nobody does this to himself or to people with more rights; the owner is told by mail.',
  })
  @ApiNoContentResponse({ description: 'His logins ask for the password alone.' })
  @ApiProblems(InvalidRequest, UserNotFound, MfaNotOn, OwnAccount, ExceedsOwnRights)
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('userId', ParseUUIDPipe) userId: string,
  ): Promise<void> {
    await this.removal.execute(ctx, userId);
  }
}
