import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { NotOnBehalf, Own } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { EmailNotVerified, OrderNotFound } from '../orders.errors.js';
import { ClaimOrders } from './claim-orders.js';
import { ClaimedOrdersResponse, ClaimOrdersRequest } from './claim-orders.request.js';

/** Orders that somebody placed before he had an account. */
@ApiTags('Orders')
@Controller('me/orders')
export class ClaimsController {
  constructor(private readonly claimOrders: ClaimOrders) {}

  @Post('claim')
  @RateLimit('lookup')
  @HttpCode(200)
  @Own()
  @NotOnBehalf()
  @ApiOperation({
    operationId: 'claimOrders',
    summary: 'Take over my orders as a guest',
    description:
      'Without a body all guest orders of the verified e-mail address, archived ones too; with number and token that one. Orders of an account are never taken. The token of an order ends with it.',
  })
  @ApiBody({ type: ClaimOrdersRequest, required: false })
  @ApiOkResponse({ type: ClaimedOrdersResponse })
  @ApiProblems(InvalidRequest, EmailNotVerified, OrderNotFound)
  async claim(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() body: ClaimOrdersRequest,
  ): Promise<ClaimedOrdersResponse> {
    const { orderNumber, token } = body ?? {};
    if ((orderNumber === undefined) !== (token === undefined)) {
      throw new InvalidRequest('orderNumber and token go together');
    }
    const known = orderNumber === undefined || token === undefined ? null : { orderNumber, token };
    return { claimed: await this.claimOrders.execute(ctx, user.id, known) };
  }
}
