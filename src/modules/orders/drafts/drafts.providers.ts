import type { Provider, Type } from '@nestjs/common';
import { AdminDraftsController } from './admin-drafts.controller.js';
import { DraftsController } from './drafts.controller.js';
import { DraftsRepository } from './drafts.repository.js';
import { PlaceDraft } from './place-draft.js';
import { PriceDraft } from './price-draft.js';
import { SaveDraft } from './save-draft.js';

/** Orders that staff prepares. Before the desk's, whose `:orderId` would take their name. */
export const DRAFT_CONTROLLERS: Type[] = [AdminDraftsController, DraftsController];

export const DRAFT_PROVIDERS: Provider[] = [DraftsRepository, SaveDraft, PriceDraft, PlaceDraft];
