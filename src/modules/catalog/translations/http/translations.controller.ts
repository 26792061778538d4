import {
  applyDecorators,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Put,
  Res,
} from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest, RouteNotFound } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { SlugPipe } from '../../../../common/http/slug.pipe.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { SlugTaken } from '../../catalog.errors.js';
import { etagOfTranslation, NOT_FOUND } from '../translation-view.js';
import {
  LocaleNotTranslated,
  NotTranslatable,
  TranslationNotFound,
} from '../translations.errors.js';
import { DeleteTranslation } from '../use-cases/delete-translation.js';
import { ReadTranslations } from '../use-cases/read-translations.js';
import { SaveTranslation } from '../use-cases/save-translation.js';
import { TranslationRequest } from './dto/translation.request.js';
import {
  toTranslationResponse,
  TranslationResponse,
  TranslationsResponse,
} from './dto/translation.response.js';
import { thingAt, TRANSLATED_PATHS } from './translated-thing.js';

const ApiThing = (): MethodDecorator =>
  applyDecorators(
    ApiParam({ name: 'ownerKind', enum: TRANSLATED_PATHS, example: 'products' }),
    ApiProblems(InvalidRequest, RouteNotFound, ...Object.values(NOT_FOUND)),
  );
const ApiLocale = (): MethodDecorator => ApiParam({ name: 'locale', example: 'vi' });

/** Words of other languages, for everything in the catalogue that has a name. */
@ApiTags('Administration')
@Controller('admin/:ownerKind/:ownerId/translations')
export class TranslationsController {
  constructor(
    private readonly readTranslations: ReadTranslations,
    private readonly saveTranslation: SaveTranslation,
    private readonly deleteTranslation: DeleteTranslation,
  ) {}

  @Get()
  @RequirePermission('catalog', 'r')
  @ApiThing()
  @ApiOperation({
    operationId: 'listTranslations',
    summary: 'All translations of a thing',
    description: 'By language; the texts of the shop’s own language are the thing’s own.',
  })
  @ApiOkResponse({ type: TranslationsResponse })
  async list(
    @Param('ownerKind') path: string,
    @Param('ownerId') id: string,
  ): Promise<TranslationsResponse> {
    const items = await this.readTranslations.execute(thingAt(path, id));
    return { items: items.map(toTranslationResponse) };
  }

  @Get(':locale')
  @RequirePermission('catalog', 'r')
  @ApiThing()
  @ApiLocale()
  @ApiOperation({
    operationId: 'getTranslation',
    summary: 'One translation',
    description: 'What is null falls back to the text of the thing itself.',
  })
  @ApiOkResponse({ type: TranslationResponse })
  @ApiProblems(TranslationNotFound)
  async get(
    @Param('ownerKind') path: string,
    @Param('ownerId') id: string,
    @Param('locale') locale: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TranslationResponse> {
    const translation = await this.readTranslations.one(thingAt(path, id), locale);
    void reply.header('etag', etagOfTranslation(translation));
    return toTranslationResponse(translation);
  }

  @Put(':locale')
  @RequirePermission('catalog', 'w')
  @ApiThing()
  @ApiLocale()
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'saveTranslation',
    summary: 'Translate a thing',
    description:
      'Replaces all words of this language. A slug belongs to one thing of its kind, in whatever language: 409 when another one has it. The slug that it had leads to the new one.',
  })
  @ApiOkResponse({ type: TranslationResponse })
  @ApiProblems(LocaleNotTranslated, NotTranslatable, SlugTaken)
  async save(
    @Ctx() ctx: RequestContext,
    @Param('ownerKind') path: string,
    @Param('ownerId') id: string,
    @Param('locale') locale: string,
    @Body() body: TranslationRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TranslationResponse> {
    const { name = null, slug = null, shortDescription = null, description = null } = body;
    const words = { name, slug, shortDescription, description };
    const thing = thingAt(path, id);
    const translation = await this.saveTranslation.execute(ctx, thing, locale, words, ifMatch);
    void reply.header('etag', etagOfTranslation(translation));
    return toTranslationResponse(translation);
  }

  @Delete(':locale')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiThing()
  @ApiLocale()
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteTranslation',
    summary: 'Take a translation away',
    description:
      'The thing is shown with its own texts again; its translated slug leads to its own.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(TranslationNotFound, RouteNotFound)
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('ownerKind') path: string,
    @Param('ownerId') id: string,
    @Param('locale', SlugPipe) locale: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.deleteTranslation.execute(ctx, thingAt(path, id), locale, ifMatch);
  }
}
