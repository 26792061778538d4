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
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../common/http/if-match.js';
import { type RequestContext } from '../../../common/request-context.js';
import { type Location, LocationsRepository } from '../data/locations.repository.js';
import { etagOfLocation } from '../data/location-etag.js';
import { LocationCodeTaken, LocationInUse, LocationNotFound } from '../inventory.errors.js';
import { CreateLocation } from '../use-cases/create-location.js';
import { DeleteLocation } from '../use-cases/delete-location.js';
import { UpdateLocation } from '../use-cases/update-location.js';
import { CreateLocationRequest, UpdateLocationRequest } from './dto/location.request.js';
import { LocationResponse, LocationsResponse, toLocation } from './dto/location.response.js';

/** Places where pieces lie, for staff. */
@ApiTags('Inventory')
@Controller('admin/inventory/locations')
export class AdminLocationsController {
  constructor(
    private readonly locations: LocationsRepository,
    private readonly createLocation: CreateLocation,
    private readonly updateLocation: UpdateLocation,
    private readonly deleteLocation: DeleteLocation,
  ) {}

  @Get()
  @RequirePermission('inventory', 'r')
  @ApiOperation({
    operationId: 'listStockLocations',
    summary: 'Places where pieces lie',
    description: 'All of them, the default one first.',
  })
  @ApiOkResponse({ type: LocationsResponse })
  async list(): Promise<LocationsResponse> {
    const found = await this.locations.list();
    return { items: found.map((one) => ({ ...toLocation(one), pieces: one.pieces })) };
  }

  @Post()
  @RequirePermission('inventory', 'w')
  @ApiOperation({
    operationId: 'createStockLocation',
    summary: 'Make a place',
    description: 'Nothing lies there yet.',
  })
  @ApiCreatedResponse({ type: LocationResponse })
  @ApiProblems(InvalidRequest, LocationCodeTaken)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() { code, name, isActive = true }: CreateLocationRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LocationResponse> {
    return answer(reply, await this.createLocation.execute(ctx, { code, name, isActive }));
  }

  @Get(':locationId')
  @RequirePermission('inventory', 'r')
  @ApiOperation({
    operationId: 'getStockLocation',
    summary: 'One place',
    description: 'Take the id from the list.',
  })
  @ApiOkResponse({ type: LocationResponse })
  @ApiProblems(InvalidRequest, LocationNotFound)
  async get(
    @Param('locationId', ParseUUIDPipe) locationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LocationResponse> {
    const location = await this.locations.find(null, locationId);
    if (location === null) throw new LocationNotFound();
    return answer(reply, location);
  }

  @Patch(':locationId')
  @RequirePermission('inventory', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'updateStockLocation',
    summary: 'Change a place',
    description:
      'What is left out stays. The default place cannot be closed: make another one the default first.',
  })
  @ApiOkResponse({ type: LocationResponse })
  @ApiProblems(InvalidRequest, LocationNotFound, LocationCodeTaken, LocationInUse)
  async update(
    @Ctx() ctx: RequestContext,
    @Param('locationId', ParseUUIDPipe) locationId: string,
    @Body() body: UpdateLocationRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LocationResponse> {
    return answer(reply, await this.updateLocation.execute(ctx, locationId, body, ifMatch));
  }

  @Delete(':locationId')
  @HttpCode(204)
  @RequirePermission('inventory', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteStockLocation',
    summary: 'Take a place away',
    description: 'Only an empty one that is not the default. What its ledger says stays.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, LocationNotFound, LocationInUse)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('locationId', ParseUUIDPipe) locationId: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.deleteLocation.execute(ctx, locationId, ifMatch);
  }
}

function answer(reply: FastifyReply, location: Location): LocationResponse {
  void reply.header('etag', etagOfLocation(location));
  return toLocation(location);
}
