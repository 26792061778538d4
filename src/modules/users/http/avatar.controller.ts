import { Controller, Delete, HttpCode, Put, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { Own } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { TakesImage } from '../../../common/http/takes-image.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  InvalidImage,
  MediaBusy,
  MediaQuotaExceeded,
  TooManyFiles,
} from '../../media/media.errors.js';
import { PictureBodiesService } from '../../media/picture-bodies.service.js';
import { ChangeAvatar } from '../use-cases/change-avatar.js';
import { RemoveAvatar } from '../use-cases/remove-avatar.js';
import { AvatarResponse } from './dto/profile.response.js';

const MAX_BYTES = 2_097_152;

/** The caller's picture. */
@ApiTags('Me')
@Own()
@Controller('me/avatar')
export class AvatarController {
  constructor(
    private readonly changeAvatar: ChangeAvatar,
    private readonly removeAvatar: RemoveAvatar,
    private readonly bodies: PictureBodiesService,
  ) {}

  @Put()
  @TakesImage()
  @ApiOperation({
    operationId: 'setMyAvatar',
    summary: 'Set my picture',
    description:
      'The body is the picture itself, or a form with it as its one file: PNG, JPEG or WebP, at most 2 MB. It is drawn anew, at most 512 pixels wide and high, without the place where it was taken.',
  })
  @ApiOkResponse({ type: AvatarResponse })
  @ApiProblems(InvalidRequest, InvalidImage, MediaBusy, MediaQuotaExceeded, TooManyFiles)
  async set(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Req() request: FastifyRequest,
  ): Promise<AvatarResponse> {
    const picture = await this.bodies.one(request, MAX_BYTES);
    return { avatarUrl: await this.changeAvatar.execute(ctx, user.id, picture) };
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteMyAvatar',
    summary: 'Remove my picture',
    description: 'Without one there is nothing to do.',
  })
  @ApiNoContentResponse({ description: 'There is none any more.' })
  async remove(@Ctx() ctx: RequestContext, @CurrentUser() user: AuthUser): Promise<void> {
    await this.removeAvatar.execute(ctx, user.id);
  }
}
