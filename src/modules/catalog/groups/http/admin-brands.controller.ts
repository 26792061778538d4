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
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiPage } from '../../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { type Page } from '../../../../common/http/page.response.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { BrandNotFound, NameTaken, SlugTaken } from '../../catalog.errors.js';
import { etagOfGroup } from '../group-view.js';
import { GroupInUse, HeirUnusable, NotDeleted } from '../groups.errors.js';
import type { Group } from '../groups.types.js';
import { CreateGroup } from '../use-cases/create-group.js';
import { DeleteGroup } from '../use-cases/delete-group.js';
import { PublishGroup } from '../use-cases/publish-group.js';
import { ReadGroups } from '../use-cases/read-groups.js';
import { RestoreGroup } from '../use-cases/restore-group.js';
import { UpdateGroup } from '../use-cases/update-group.js';
import {
  CreateBrandRequest,
  HeirQuery,
  ListGroupsQuery,
  RestoreGroupRequest,
  UpdateBrandRequest,
} from './dto/admin-group.request.js';
import { AdminBrandResponse, toBrand } from './dto/admin-group.response.js';

const TABLE = 'brands';

/** Brands, for staff. */
@ApiTags('Administration')
@Controller('admin/brands')
export class AdminBrandsController {
  constructor(
    private readonly groups: ReadGroups,
    private readonly createGroup: CreateGroup,
    private readonly updateGroup: UpdateGroup,
    private readonly publishGroup: PublishGroup,
    private readonly deleteGroup: DeleteGroup,
    private readonly restoreGroup: RestoreGroup,
  ) {}

  @Get()
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'listBrandsForStaff',
    summary: 'Brands, hidden ones too',
    description: 'In their display order. All filters together.',
  })
  @ApiPage(AdminBrandResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(@Query() query: ListGroupsQuery): Promise<Page<AdminBrandResponse>> {
    const { q = null, published = null, deleted = 'without', limit = 20, cursor = null } = query;
    const filter = { q, published, deleted, parent: null };
    const page = await this.groups.list(TABLE, filter, limit, cursor);
    return { ...page, items: page.items.map(toBrand) };
  }

  @Post()
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'createBrand',
    summary: 'Make a brand',
    description: 'Nobody but staff sees it until it is published.',
  })
  @ApiCreatedResponse({ type: AdminBrandResponse })
  @ApiProblems(InvalidRequest, NameTaken, SlugTaken)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() body: CreateBrandRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminBrandResponse> {
    return answer(reply, await this.createGroup.execute(ctx, TABLE, body));
  }

  @Get(':brandId')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'getBrandForStaff',
    summary: 'One brand, hidden or deleted ones too',
    description: 'Take the id from the list.',
  })
  @ApiOkResponse({ type: AdminBrandResponse })
  @ApiProblems(InvalidRequest, BrandNotFound)
  async get(
    @Param('brandId', ParseUUIDPipe) brandId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminBrandResponse> {
    return answer(reply, await this.groups.get(TABLE, brandId));
  }

  @Patch(':brandId')
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'updateBrand',
    summary: 'Change a brand',
    description: 'What is left out stays.',
  })
  @ApiOkResponse({ type: AdminBrandResponse })
  @ApiProblems(InvalidRequest, BrandNotFound, NameTaken, SlugTaken)
  async update(
    @Ctx() ctx: RequestContext,
    @Param('brandId', ParseUUIDPipe) brandId: string,
    @Body() body: UpdateBrandRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminBrandResponse> {
    return answer(reply, await this.updateGroup.execute(ctx, TABLE, brandId, body, ifMatch));
  }

  @Post(':brandId/publish')
  @HttpCode(200)
  @RequirePermission('catalog', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'publishBrand',
    summary: 'Show a brand to everybody',
    description: 'It gets a page, and its products name it.',
  })
  @ApiOkResponse({ type: AdminBrandResponse })
  @ApiProblems(InvalidRequest, BrandNotFound)
  async publish(
    @Ctx() ctx: RequestContext,
    @Param('brandId', ParseUUIDPipe) brandId: string,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminBrandResponse> {
    return answer(reply, await this.publishGroup.execute(ctx, TABLE, brandId, true, ifMatch));
  }

  @Post(':brandId/unpublish')
  @HttpCode(200)
  @RequirePermission('catalog', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'unpublishBrand',
    summary: 'Hide a brand',
    description: 'It has no page and is not named any more; its products stay.',
  })
  @ApiOkResponse({ type: AdminBrandResponse })
  @ApiProblems(InvalidRequest, BrandNotFound)
  async unpublish(
    @Ctx() ctx: RequestContext,
    @Param('brandId', ParseUUIDPipe) brandId: string,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminBrandResponse> {
    return answer(reply, await this.publishGroup.execute(ctx, TABLE, brandId, false, ifMatch));
  }

  @Delete(':brandId')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteBrand',
    summary: 'Delete a brand',
    description: 'Only one without products, or with an heir that takes them over.',
  })
  @ApiNoContentResponse({ description: 'It is deleted; `restore` brings it back.' })
  @ApiProblems(InvalidRequest, BrandNotFound, GroupInUse, HeirUnusable)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('brandId', ParseUUIDPipe) brandId: string,
    @Query() { heir }: HeirQuery,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.deleteGroup.execute(ctx, TABLE, brandId, heir ?? null, ifMatch);
  }

  @Post(':brandId/restore')
  @HttpCode(200)
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'restoreBrand',
    summary: 'Bring a deleted brand back',
    description:
      'As it was, published or not. Where its name or slug is taken by now it needs another one in the body. Products that an heir took over stay with him.',
  })
  @ApiOkResponse({ type: AdminBrandResponse })
  @ApiProblems(InvalidRequest, BrandNotFound, NotDeleted, NameTaken, SlugTaken)
  async restore(
    @Ctx() ctx: RequestContext,
    @Param('brandId', ParseUUIDPipe) brandId: string,
    @Body() body: RestoreGroupRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminBrandResponse> {
    return answer(reply, await this.restoreGroup.execute(ctx, TABLE, brandId, body));
  }
}

function answer(reply: FastifyReply, group: Group): AdminBrandResponse {
  void reply.header('etag', etagOfGroup(group));
  return toBrand(group);
}
