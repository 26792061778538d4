import { AttributesRepository } from './data/attributes.repository.js';
import { CollectionProductsRepository } from './data/collection-products.repository.js';
import { CollectionRulesRepository } from './data/collection-rules.repository.js';
import { GroupPages } from './data/group-pages.js';
import { GroupsRepository } from './data/groups.repository.js';
import { TakeoverRepository } from './data/takeover.repository.js';
import { AdminAttributeValuesController } from './http/admin-attribute-values.controller.js';
import { AdminAttributesController } from './http/admin-attributes.controller.js';
import { AdminBrandsController } from './http/admin-brands.controller.js';
import { AdminCategoriesController } from './http/admin-categories.controller.js';
import { AdminCategoryTreeController } from './http/admin-category-tree.controller.js';
import { AdminCollectionProductsController } from './http/admin-collection-products.controller.js';
import { AdminCollectionsController } from './http/admin-collections.controller.js';
import { AdminGroupOrdersController } from './http/admin-group-orders.controller.js';
import { BrandsController } from './http/brands.controller.js';
import { CategoriesController } from './http/categories.controller.js';
import { CollectionsController } from './http/collections.controller.js';
import { ChangeAttribute } from './use-cases/change-attribute.js';
import { ChangeCollectionProducts } from './use-cases/change-collection-products.js';
import { CreateAttribute } from './use-cases/create-attribute.js';
import { CreateGroup } from './use-cases/create-group.js';
import { DeleteAttribute } from './use-cases/delete-attribute.js';
import { DeleteGroup } from './use-cases/delete-group.js';
import { MergeAttributeValues } from './use-cases/merge-attribute-values.js';
import { MoveCategory } from './use-cases/move-category.js';
import { OrderAttributes } from './use-cases/order-attributes.js';
import { OrderGroups } from './use-cases/order-groups.js';
import { PublishGroup } from './use-cases/publish-group.js';
import { ReadAttributes } from './use-cases/read-attributes.js';
import { ReadCollectionProducts } from './use-cases/read-collection-products.js';
import { ReadGroups } from './use-cases/read-groups.js';
import { RestoreGroup } from './use-cases/restore-group.js';
import { UpdateGroup } from './use-cases/update-group.js';

/** Categories, brands, collections and attributes. The tree comes before `:categoryId`. */
export const GROUP_CONTROLLERS = [
  BrandsController,
  CategoriesController,
  CollectionsController,
  AdminGroupOrdersController,
  AdminBrandsController,
  AdminCategoryTreeController,
  AdminCategoriesController,
  AdminCollectionsController,
  AdminCollectionProductsController,
  AdminAttributesController,
  AdminAttributeValuesController,
];

export const GROUP_PROVIDERS = [
  GroupPages,
  ...[GroupsRepository, TakeoverRepository, CollectionRulesRepository],
  ...[CollectionProductsRepository, AttributesRepository],
  ...[ReadGroups, CreateGroup, UpdateGroup, PublishGroup, DeleteGroup, RestoreGroup, OrderGroups],
  ...[MoveCategory, ReadCollectionProducts, ChangeCollectionProducts],
  ...[ReadAttributes, CreateAttribute, ChangeAttribute, DeleteAttribute, OrderAttributes],
  MergeAttributeValues,
];
