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
import { PageQuery } from '../../../../common/http/page.query.js';
import { type Page } from '../../../../common/http/page.response.js';
import { type RequestContext } from '../../../../common/request-context.js';
import {
  CustomerGroupCodeTaken,
  CustomerGroupInUse,
  CustomerGroupNotFound,
} from '../customer-groups.errors.js';
import { type CustomerGroupView, etagOfCustomerGroup } from '../customer-groups.repository.js';
import { ChangeGroupMembers } from '../use-cases/change-group-members.js';
import { ReadCustomerGroups } from '../use-cases/read-customer-groups.js';
import { SaveCustomerGroup } from '../use-cases/save-customer-group.js';
import {
  ChangeGroupMembersRequest,
  CreateCustomerGroupRequest,
  UpdateCustomerGroupRequest,
} from './dto/customer-group.request.js';
import {
  ChangedMembersResponse,
  CustomerGroupResponse,
  GroupMemberResponse,
  toCustomerGroup,
  toGroupMember,
} from './dto/customer-group.response.js';

/** Groups of customers, which price lists and discounts are made for. */
@ApiTags('Administration')
@Controller('admin/customer-groups')
export class CustomerGroupsController {
  constructor(
    private readonly groups: ReadCustomerGroups,
    private readonly saveGroup: SaveCustomerGroup,
    private readonly changeMembers: ChangeGroupMembers,
  ) {}

  @Get()
  @RequirePermission('users', 'r')
  @ApiOperation({
    operationId: 'listCustomerGroups',
    summary: 'Groups of customers',
    description: 'The oldest first.',
  })
  @ApiPage(CustomerGroupResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @Query() { limit = 20, cursor }: PageQuery,
  ): Promise<Page<CustomerGroupResponse>> {
    const page = await this.groups.execute(ctx, limit, cursor ?? null);
    return { ...page, items: page.items.map(toCustomerGroup) };
  }

  @Post()
  @RequirePermission('users', 'w')
  @ApiOperation({
    operationId: 'createCustomerGroup',
    summary: 'Make a group of customers',
    description: 'Nobody is in it.',
  })
  @ApiCreatedResponse({ type: CustomerGroupResponse })
  @ApiProblems(InvalidRequest, CustomerGroupCodeTaken)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() { code, name }: CreateCustomerGroupRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CustomerGroupResponse> {
    return answer(reply, await this.saveGroup.execute(ctx, { code, name }));
  }

  @Get(':customerGroupId')
  @RequirePermission('users', 'r')
  @ApiOperation({
    operationId: 'getCustomerGroup',
    summary: 'One group of customers',
    description: 'Who is in it has a route of its own.',
  })
  @ApiOkResponse({ type: CustomerGroupResponse })
  @ApiProblems(InvalidRequest, CustomerGroupNotFound)
  async get(
    @Ctx() ctx: RequestContext,
    @Param('customerGroupId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CustomerGroupResponse> {
    return answer(reply, await this.groups.get(ctx, id));
  }

  @Patch(':customerGroupId')
  @RequirePermission('users', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'updateCustomerGroup',
    summary: 'Rename a group of customers',
    description: 'What is left out stays.',
  })
  @ApiOkResponse({ type: CustomerGroupResponse })
  @ApiProblems(InvalidRequest, CustomerGroupNotFound, CustomerGroupCodeTaken)
  async update(
    @Ctx() ctx: RequestContext,
    @Param('customerGroupId', ParseUUIDPipe) id: string,
    @Body() body: UpdateCustomerGroupRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CustomerGroupResponse> {
    return answer(reply, await this.saveGroup.change(ctx, id, body, ifMatch));
  }

  @Delete(':customerGroupId')
  @HttpCode(204)
  @RequirePermission('users', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteCustomerGroup',
    summary: 'Delete a group of customers',
    description: 'Refused while a price list or a discount is made for it.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, CustomerGroupNotFound, CustomerGroupInUse)
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('customerGroupId', ParseUUIDPipe) id: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.saveGroup.remove(ctx, id, ifMatch);
  }

  @Get(':customerGroupId/members')
  @RequirePermission('users', 'r')
  @ApiOperation({
    operationId: 'listGroupMembers',
    summary: 'Who is in a group of customers',
    description: 'Whoever came first is first.',
  })
  @ApiPage(GroupMemberResponse)
  @ApiProblems(InvalidRequest, InvalidCursor, CustomerGroupNotFound)
  async members(
    @Ctx() ctx: RequestContext,
    @Param('customerGroupId', ParseUUIDPipe) id: string,
    @Query() { limit = 20, cursor }: PageQuery,
  ): Promise<Page<GroupMemberResponse>> {
    const page = await this.groups.members(ctx, id, limit, cursor ?? null);
    return { ...page, items: page.items.map(toGroupMember) };
  }

  @Patch(':customerGroupId/members')
  @RequirePermission('users', 'w')
  @ApiOperation({
    operationId: 'changeGroupMembers',
    summary: 'Put customers into a group and take others out',
    description:
      'At most 500 each. The answer says for each what became of him; who is already there, or already gone, is no error.',
  })
  @ApiOkResponse({ type: ChangedMembersResponse })
  @ApiProblems(InvalidRequest, CustomerGroupNotFound)
  async change(
    @Ctx() ctx: RequestContext,
    @Param('customerGroupId', ParseUUIDPipe) id: string,
    @Body() { add = [], remove = [] }: ChangeGroupMembersRequest,
  ): Promise<ChangedMembersResponse> {
    return { items: await this.changeMembers.execute(ctx, id, { add, remove }) };
  }
}

function answer(reply: FastifyReply, group: CustomerGroupView): CustomerGroupResponse {
  void reply.header('etag', etagOfCustomerGroup(group));
  return toCustomerGroup(group);
}
