import { CardBox } from './card-box.js';
import { CardsService } from './cards.service.js';
import { CardsRepository } from './data/cards.repository.js';
import { MyCardsController } from './http/my-cards.controller.js';
import { DetachCards } from './use-cases/detach-cards.js';
import { KeepCard } from './use-cases/keep-card.js';
import { PrepareCard } from './use-cases/prepare-card.js';
import { RemoveCard } from './use-cases/remove-card.js';

export const CARD_CONTROLLERS = [MyCardsController];

export const CARD_PROVIDERS = [
  CardBox,
  CardsRepository,
  CardsService,
  PrepareCard,
  KeepCard,
  RemoveCard,
  DetachCards,
];
