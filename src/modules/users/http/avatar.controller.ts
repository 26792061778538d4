import { Body, Controller, Delete, HttpCode, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidRequest, UnsupportedMediaType } from '../../../common/errors/common-errors.js';
import { Own } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { TakesImage } from '../../../common/http/takes-image.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { InvalidImage, MediaBusy } from '../../media/media.errors.js';
import { ChangeAvatar } from '../use-cases/change-avatar.js';
import { RemoveAvatar } from '../use-cases/remove-avatar.js';
import { AvatarResponse } from './dto/profile.response.js';

/** The caller's picture. */
@ApiTags('Me')
@Own()
@Controller('me/avatar')
export class AvatarController {
  constructor(
    private readonly changeAvatar: ChangeAvatar,
    private readonly removeAvatar: RemoveAvatar,
  ) {}

  @Put()
  @TakesImage()
  @ApiOperation({
    operationId: 'setMyAvatar',
    summary: 'Set my picture',
    description:
      'The body is the picture itself: PNG, JPEG or WebP, at most 2 MB. It is drawn anew, at most 512 pixels wide and high, without the place where it was taken.',
  })
  @ApiOkResponse({ type: AvatarResponse })
  @ApiProblems(InvalidRequest, InvalidImage, MediaBusy)
  async set(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() picture: unknown,
  ): Promise<AvatarResponse> {
    if (!Buffer.isBuffer(picture)) throw new UnsupportedMediaType('Send the picture as the body');
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
