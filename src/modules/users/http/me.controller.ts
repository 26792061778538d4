import { Body, Controller, Get, Patch, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { Own } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { LocaleNotOffered } from '../../../common/http/storefront-view.js';
import { type RequestContext } from '../../../common/request-context.js';
import { UsersService } from '../users.service.js';
import { ProfileResponse, toProfileResponse } from './dto/profile.response.js';
import { UpdateProfileRequest } from './dto/update-profile.request.js';

/** The caller's own account. */
@ApiTags('Me')
@Own()
@Controller('me')
export class MeController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @ApiOperation({
    operationId: 'getMe',
    summary: 'My account',
    description: 'Log in first; the example accounts are named in the description of the API.',
  })
  @ApiOkResponse({ type: ProfileResponse })
  async get(@Ctx() ctx: RequestContext, @CurrentUser() user: AuthUser): Promise<ProfileResponse> {
    return toProfileResponse(await this.users.getProfile(ctx, user.id));
  }

  @Patch()
  @ApiOperation({
    operationId: 'updateMe',
    summary: 'Change my names and the language of my mails',
    description:
      'E-mail, phone number, password and picture have routes of their own; unknown fields are refused.',
  })
  @ApiOkResponse({ type: ProfileResponse })
  @ApiProblems(InvalidRequest, LocaleNotOffered)
  async update(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() { locale, ...names }: UpdateProfileRequest,
    @Req() request: FastifyRequest,
  ): Promise<ProfileResponse> {
    const { storefrontViews } = request.server;
    const language =
      typeof locale === 'string' ? storefrontViews.of(undefined, locale).otherLocale : locale;
    const patch = { ...names, ...(language === undefined ? {} : { locale: language }) };
    return toProfileResponse(await this.users.updateProfile(ctx, user.id, patch));
  }
}
