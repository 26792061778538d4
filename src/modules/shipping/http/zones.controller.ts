import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
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
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, etagOf, IfMatch } from '../../../common/http/if-match.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { type ZoneView } from '../data/zones.repository.js';
import {
  CountryTaken,
  RestOfWorldTaken,
  ShippingCodeTaken,
  ZoneInUse,
  ZoneNotFound,
} from '../shipping.errors.js';
import { ReadZones } from '../use-cases/read-zones.js';
import { SaveZone } from '../use-cases/save-zone.js';
import { toZoneResponse, ZoneResponse } from './dto/shipping.response.js';
import { ChangeZoneRequest, CreateZoneRequest } from './dto/zone.request.js';

/** Where goods are sent to, for staff. */
@ApiTags('Administration')
@Controller('admin/shipping-zones')
export class ZonesController {
  constructor(
    private readonly zones: ReadZones,
    private readonly saveZone: SaveZone,
  ) {}

  @Get()
  @RequirePermission('shipping', 'r')
  @ApiOperation({
    operationId: 'listShippingZones',
    summary: 'Shipping zones',
    description: 'Countries with the same shipping rates, by code.',
  })
  @ApiPage(ZoneResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(@Query() { limit = 20, cursor }: PageQuery): Promise<Page<ZoneResponse>> {
    const page = await this.zones.list(limit, cursor ?? null);
    return { ...page, items: page.items.map(toZoneResponse) };
  }

  @Post()
  @RequirePermission('shipping', 'w')
  @ApiOperation({
    operationId: 'createShippingZone',
    summary: 'Make a shipping zone',
    description: 'A country stands in one zone at most; one zone at most is the rest of the world.',
  })
  @ApiCreatedResponse({ type: ZoneResponse })
  @ApiProblems(InvalidRequest, CountryTaken, RestOfWorldTaken, ShippingCodeTaken)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() { code, name, countries = [], isRestOfWorld = false }: CreateZoneRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ZoneResponse> {
    const values = { code, name, countries, isRestOfWorld };
    return answer(reply, await this.saveZone.create(ctx, values));
  }

  @Get(':zoneId')
  @RequirePermission('shipping', 'r')
  @ApiOperation({
    operationId: 'getShippingZone',
    summary: 'A shipping zone',
    description: 'With the ETag that a change asks for.',
  })
  @ApiOkResponse({ type: ZoneResponse })
  @ApiProblems(InvalidRequest, ZoneNotFound)
  async get(
    @Param('zoneId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ZoneResponse> {
    return answer(reply, await this.zones.get(id));
  }

  @Patch(':zoneId')
  @RequirePermission('shipping', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'changeShippingZone',
    summary: 'Change a shipping zone',
    description: 'What is left out stays as it is.',
  })
  @ApiOkResponse({ type: ZoneResponse })
  @ApiProblems(InvalidRequest, ZoneNotFound, CountryTaken, RestOfWorldTaken, ShippingCodeTaken)
  async change(
    @Ctx() ctx: RequestContext,
    @Param('zoneId', ParseUUIDPipe) id: string,
    @Body() changes: ChangeZoneRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ZoneResponse> {
    return answer(reply, await this.saveZone.change(ctx, id, changes, ifMatch));
  }

  @Delete(':zoneId')
  @HttpCode(204)
  @RequirePermission('shipping', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteShippingZone',
    summary: 'Delete a shipping zone',
    description: 'Only when no method has rates in it.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, ZoneNotFound, ZoneInUse)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('zoneId', ParseUUIDPipe) id: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.saveZone.delete(ctx, id, ifMatch);
  }
}

function answer(reply: FastifyReply, view: ZoneView): ZoneResponse {
  void reply.header('etag', etagOf(view));
  return toZoneResponse(view);
}
