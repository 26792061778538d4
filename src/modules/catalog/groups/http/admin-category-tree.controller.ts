import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { CategoryBelowItself, CategoryNotFound } from '../../catalog.errors.js';
import { etagOfGroup } from '../group-view.js';
import { CategoryTooDeep, ParentUnusable } from '../groups.errors.js';
import { MoveCategory } from '../use-cases/move-category.js';
import { ReadGroups } from '../use-cases/read-groups.js';
import { MoveCategoryRequest } from './dto/admin-group.request.js';
import {
  AdminCategoryResponse,
  AdminCategoryTreeResponse,
  toCategory,
  toNode,
} from './dto/admin-group.response.js';

/** Behind the last of any row of siblings. */
const END = 2_147_483_647;

/** The tree of categories, for staff. */
@ApiTags('Administration')
@Controller('admin/categories')
export class AdminCategoryTreeController {
  constructor(
    private readonly groups: ReadGroups,
    private readonly moveCategory: MoveCategory,
  ) {}

  @Get('tree')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'getCategoryTreeForStaff',
    summary: 'The tree of categories, hidden ones too',
    description: 'With the products in each, and in each with all below it.',
  })
  @ApiOkResponse({ type: AdminCategoryTreeResponse })
  async tree(): Promise<AdminCategoryTreeResponse> {
    return { items: (await this.groups.tree()).map(toNode) };
  }

  @Post(':categoryId/move')
  @HttpCode(200)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'moveCategory',
    summary: 'Move a category with all below it',
    description: 'Below another parent, or to another place among its siblings.',
  })
  @ApiOkResponse({ type: AdminCategoryResponse })
  @ApiProblems(InvalidRequest, CategoryNotFound, CategoryBelowItself, ParentUnusable)
  @ApiProblems(CategoryTooDeep)
  async move(
    @Ctx() ctx: RequestContext,
    @Param('categoryId', ParseUUIDPipe) categoryId: string,
    @Body() { parentId, position = END }: MoveCategoryRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminCategoryResponse> {
    const moved = await this.moveCategory.execute(ctx, categoryId, parentId, position, ifMatch);
    void reply.header('etag', etagOfGroup(moved));
    return toCategory(moved);
  }
}
