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
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { NotOnBehalf, Own } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../../common/http/auth-user.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../../common/http/current-user.decorator.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { AddressNotFound } from '../../../users/users.errors.js';
import { AddressesService } from '../../../users/users.service.js';
import { GatewayFailed } from '../../payments.errors.js';
import {
  CardNotFound,
  CardSetupNotFound,
  CardSetupOpen,
  CardsNotKept,
  TooManyCards,
} from '../cards.errors.js';
import { CardsService } from '../cards.service.js';
import { KeepCard } from '../use-cases/keep-card.js';
import { PrepareCard } from '../use-cases/prepare-card.js';
import { RemoveCard } from '../use-cases/remove-card.js';
import { KeepCardRequest, PrepareCardRequest, UpdateCardRequest } from './dto/card.request.js';
import {
  CardResponse,
  CardsResponse,
  PreparedCardResponse,
  toCardResponse,
  toPreparedCardResponse,
} from './dto/card.response.js';

/** The caller's saved cards. Numbers are entered at the gateway alone and never come here. */
@ApiTags('Me')
@Own()
@Controller('me/cards')
export class MyCardsController {
  constructor(
    private readonly cards: CardsService,
    private readonly prepare: PrepareCard,
    private readonly keep: KeepCard,
    private readonly remover: RemoveCard,
    private readonly addresses: AddressesService,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listMyCards',
    summary: 'My saved cards',
    description: 'The default first, then the newest; at most 20.',
  })
  @ApiOkResponse({ type: CardsResponse })
  async list(@Ctx() ctx: RequestContext, @CurrentUser() user: AuthUser): Promise<CardsResponse> {
    const cards = await this.cards.list(ctx, user.id);
    return { items: cards.map(toCardResponse) };
  }

  @Post('setup')
  @NotOnBehalf()
  @ApiOperation({
    operationId: 'prepareMyCard',
    summary: 'Begin to save a card',
    description:
      "Answers what the gateway's script needs to show its form. When that is done, send the `setupId` to `POST /me/cards`. A card's number sent to this API is refused.",
  })
  @ApiCreatedResponse({ type: PreparedCardResponse })
  @ApiProblems(InvalidRequest, CardsNotKept, GatewayFailed)
  async begin(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() { gateway }: PrepareCardRequest,
  ): Promise<PreparedCardResponse> {
    return toPreparedCardResponse(await this.prepare.execute(ctx, user.id, gateway ?? null));
  }

  @Post()
  @NotOnBehalf()
  @ApiOperation({
    operationId: 'keepMyCard',
    summary: 'Save a card',
    description:
      'The card that was entered in the gateway’s form. The first one becomes the default. The same setup again answers the same card.',
  })
  @ApiCreatedResponse({ type: CardResponse })
  @ApiProblems(InvalidRequest, AddressNotFound, CardsNotKept, CardSetupNotFound)
  @ApiProblems(CardSetupOpen, TooManyCards, GatewayFailed)
  async create(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() { gateway, setupId, billingAddressId, isDefault = false }: KeepCardRequest,
  ): Promise<CardResponse> {
    const address = await this.addresses.getOwn(ctx, user.id, billingAddressId);
    const billingAddress = JSON.stringify(address);
    const input = { gateway, setupId, billingAddress, isDefault };
    return toCardResponse(await this.keep.execute(ctx, user.id, input));
  }

  @Patch(':cardId')
  @ApiOperation({
    operationId: 'updateMyCard',
    summary: 'Make a card the default',
    description: 'The card that was the default before loses the mark.',
  })
  @ApiOkResponse({ type: CardResponse })
  @ApiProblems(InvalidRequest, CardNotFound)
  async update(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('cardId', ParseUUIDPipe) cardId: string,
    @Body() _body: UpdateCardRequest,
  ): Promise<CardResponse> {
    return toCardResponse(await this.cards.makeDefault(ctx, user.id, cardId));
  }

  @Delete(':cardId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteMyCard',
    summary: 'Take a card away',
    description:
      'At once for the caller; the gateway is told to forget it as well. Was it the default, the one that is good longest becomes it.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, CardNotFound)
  async remove(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('cardId', ParseUUIDPipe) cardId: string,
  ): Promise<void> {
    await this.remover.execute(ctx, user.id, cardId);
  }
}
