import type { Provider, Type } from '@nestjs/common';
import { AdminOrderEditsController } from './admin-order-edits.controller.js';
import { ApplyEdit } from './apply-edit.js';
import { CarryOutEdit } from './carry-out-edit.js';
import { EditsRepository } from './edits.repository.js';
import { PlanEdit } from './plan-edit.js';
import { PreviewEdit } from './preview-edit.js';

/** Changes of placed orders. */
export const EDIT_CONTROLLERS: Type[] = [AdminOrderEditsController];

export const EDIT_PROVIDERS: Provider[] = [
  EditsRepository,
  PlanEdit,
  PreviewEdit,
  CarryOutEdit,
  ApplyEdit,
];
