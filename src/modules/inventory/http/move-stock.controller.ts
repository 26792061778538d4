import { applyDecorators, Body, Controller, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../common/http/if-match.js';
import { tellReplay } from '../../../common/http/repeated-answer.js';
import { type RequestContext } from '../../../common/request-context.js';
import { IDEMPOTENCY_PROBLEMS } from '../../../database/idempotency/idempotency.js';
import { type OnceDone } from '../../../database/idempotency/idempotent-commands.js';
import {
  ExpectationMissing,
  LocationInactive,
  LocationNotFound,
  SameLocation,
} from '../inventory.errors.js';
import { type MovedRows, MovePieces } from '../use-cases/move-pieces.js';
import { AdjustmentRequest, RestockRequest, TransferRequest } from './dto/move-pieces.request.js';
import { MovedStockResponse, toRows } from './dto/stock.response.js';

function ApiRepeatable(): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'With the same one the same request moves nothing again and answers the same, with `Idempotent-Replayed: true`.',
    }),
    ApiProblems(...IDEMPOTENCY_PROBLEMS),
  );
}

/** Pieces that come, are counted, get lost or change places. */
@ApiTags('Inventory')
@Controller('admin/inventory')
export class MoveStockController {
  constructor(private readonly pieces: MovePieces) {}

  @Post('restock')
  @HttpCode(200)
  @RequirePermission('inventory', 'w')
  @ApiRepeatable()
  @ApiOperation({
    operationId: 'restockVariants',
    summary: 'Goods came in',
    description:
      'Up to 500 variants, one result each. What is owed to orders is paid first, the rest is free to sell.',
  })
  @ApiOkResponse({ type: MovedStockResponse })
  @ApiProblems(InvalidRequest, LocationNotFound, LocationInactive)
  async restock(
    @Ctx() ctx: RequestContext,
    @Body() body: RestockRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('idempotency-key') key?: string,
  ): Promise<MovedStockResponse> {
    return toResponse(reply, await this.pieces.restock(ctx, body, { key: key ?? null }));
  }

  @Post('adjustments')
  @HttpCode(200)
  @RequirePermission('inventory', 'w')
  @ApiIfMatch()
  @ApiRepeatable()
  @ApiOperation({
    operationId: 'adjustStock',
    summary: 'Correct what lies in a place',
    description:
      'Each row says how many pieces it expects to find, or one single row comes with the ETag of the stock in If-Match. Pieces that are sold cannot go: give them back from an order first.',
  })
  @ApiOkResponse({ type: MovedStockResponse })
  @ApiProblems(InvalidRequest, LocationNotFound, ExpectationMissing)
  async adjust(
    @Ctx() ctx: RequestContext,
    @Body() body: AdjustmentRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('idempotency-key') key?: string,
  ): Promise<MovedStockResponse> {
    return toResponse(reply, await this.pieces.adjust(ctx, body, { key: key ?? null, ifMatch }));
  }

  @Post('transfers')
  @HttpCode(200)
  @RequirePermission('inventory', 'w')
  @ApiRepeatable()
  @ApiOperation({
    operationId: 'transferStock',
    summary: 'Pieces go from one place to another',
    description: 'The total stays. Up to 500 variants, one result each, about the first place.',
  })
  @ApiOkResponse({ type: MovedStockResponse })
  @ApiProblems(InvalidRequest, SameLocation, LocationNotFound, LocationInactive)
  async transfer(
    @Ctx() ctx: RequestContext,
    @Body() body: TransferRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('idempotency-key') key?: string,
  ): Promise<MovedStockResponse> {
    return toResponse(reply, await this.pieces.transfer(ctx, body, { key: key ?? null }));
  }
}

function toResponse(
  reply: FastifyReply,
  { value: { locationId, results }, replayed }: OnceDone<MovedRows>,
): MovedStockResponse {
  tellReplay(reply, replayed);
  return { locationId, ...toRows(results) };
}
