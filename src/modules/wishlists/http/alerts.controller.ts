import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { Own } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { type Page } from '../../../common/http/page.response.js';
import { type StorefrontView } from '../../../common/http/storefront-view.js';
import { ApiView, View } from '../../../common/http/view.decorator.js';
import { AmountOutOfRange, InvalidMoney } from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { VariantNotFound } from '../../catalog/catalog.errors.js';
import { ArmAlert } from '../use-cases/arm-alert.js';
import { ReadWishes } from '../use-cases/read-wishes.js';
import {
  AlertNotFound,
  AlertNotNeeded,
  EmailNotVerified,
  TooManyAlerts,
} from '../wishlists.errors.js';
import { ArmAlertRequest } from './dto/alert.request.js';
import { AlertResponse, toAlertResponse } from './dto/alert.response.js';

/** What the caller wants to be told about variants. */
@ApiTags('Wishlists')
@Controller('me/alerts')
@Own()
@ApiProblems(InvalidRequest)
export class AlertsController {
  constructor(
    private readonly reader: ReadWishes,
    private readonly armAlert: ArmAlert,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listMyAlerts',
    summary: 'What I wait for',
    description: 'Newest first, also what I was told of already.',
  })
  @ApiPage(AlertResponse)
  @ApiProblems(InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Query() { limit = 20, cursor }: PageQuery,
  ): Promise<Page<AlertResponse>> {
    const page = await this.reader.listAlerts(ctx, user.id, limit, cursor ?? null);
    return { ...page, items: page.items.map((row) => toAlertResponse(row, this.env.CURRENCY)) };
  }

  @Post()
  @ApiView()
  @ApiOperation({
    operationId: 'armAlert',
    summary: 'Be told when a variant is back or cheaper',
    description:
      'By mail, once. Asking again for the same writes the new target price (200). 409 when it can be had now. The mail is in the language of this request.',
  })
  @ApiCreatedResponse({ type: AlertResponse })
  @ApiOkResponse({ type: AlertResponse })
  @ApiProblems(VariantNotFound, AlertNotNeeded, TooManyAlerts, EmailNotVerified)
  @ApiProblems(InvalidMoney, AmountOutOfRange)
  async arm(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() { variantId, kind, targetPrice }: ArmAlertRequest,
    @View() { locale }: StorefrontView,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AlertResponse> {
    const wish = { variantId, kind, targetPrice: targetPrice ?? null, locale };
    const { alert, isNew } = await this.armAlert.execute(ctx, user.id, wish);
    void reply.status(isNew ? 201 : 200);
    return toAlertResponse(alert, this.env.CURRENCY);
  }

  @Delete(':alertId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'endAlert',
    summary: 'Stop waiting for something',
    description: 'Take the id from the list.',
  })
  @ApiNoContentResponse()
  @ApiProblems(AlertNotFound)
  async end(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('alertId', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.armAlert.end(ctx, user.id, id);
  }
}
