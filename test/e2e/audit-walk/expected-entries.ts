import type { Person, Scene } from '../../../src/dev/proof/identity/people/scene.js';
import type { Draft } from '../../../src/dev/proof/identity/recipes/recipe.js';

/** What a write route has to leave in the audit log. */
export type ExpectedEntries =
  | {
      /** Tables whose rows it changes: each has an entry of this request. */
      readonly tables: readonly string[];
      /** Why its entries may name another than the caller, or nobody. */
      readonly namesNobody?: string;
      /** Who has to call; an administrator where the route asks for a permission. */
      readonly caller?: 'admin';
      /** Brings about what there is to change, where a request that works may also change nothing. */
      readonly prepare?: (scene: Scene, person: Person, draft: Draft) => Promise<Partial<Draft>>;
    }
  | { readonly writesNothing: string };

const NOBODY_YET = 'Whoever logs in is known only afterwards';
const NO_PROVIDER = 'The shop of the proof has no OpenID provider: test/e2e/oidc logs in at one';

/**
 * By operation. A new write route adds its line here: the tables it changes, or why it changes none.
 * A route without a line fails the walk.
 */
export const EXPECTED_ENTRIES: Readonly<Record<string, ExpectedEntries>> = {
  actForUser: { tables: ['user_sessions'] },
  addAttributeValues: { tables: ['attribute_values'] },
  addCartCode: { tables: ['cart_codes'] },
  addCartItem: { tables: ['cart_items'] },
  addCollectionProducts: { tables: ['collection_products'] },
  addToDefaultWishlist: { tables: ['wishlists', 'wishlist_items'] },
  addToWishlist: { tables: ['wishlist_items'] },
  approveReview: { tables: ['ratings'] },
  armAlert: { tables: ['product_alerts'] },
  attachImages: { tables: ['images', 'media_files'] },
  cancelImport: { tables: ['imports'] },
  cancelOrder: { tables: ['orders'] },
  cancelStockImport: { tables: ['imports'] },
  changeCartItem: { tables: ['cart_items'] },
  changeMyEmail: { tables: ['email_verifications'] },
  changeMyPassword: { tables: ['users'] },
  changeMyPhone: { tables: ['users'] },
  changeUserRole: { tables: ['users'] },
  changeWishlist: { tables: ['wishlists'] },
  changeWishlistItem: { tables: ['wishlist_items'] },
  clearCart: { tables: ['cart_items'] },
  completeMediaUpload: { tables: ['media_files'] },
  confirmIdentity: { writesNothing: NO_PROVIDER },
  confirmMyEmail: { tables: ['users', 'email_verifications'] },
  confirmMyTotp: { tables: ['user_totp', 'user_recovery_codes'] },
  continueImport: { tables: ['imports'] },
  continueStockImport: { tables: ['imports'] },
  createAttribute: { tables: ['attributes'] },
  createBrand: { tables: ['brands'] },
  createCategory: { tables: ['categories'] },
  createCollection: { tables: ['collections'] },
  createMyAddress: { tables: ['user_addresses'] },
  createMyApiKey: { tables: ['api_keys'], caller: 'admin' },
  createProduct: { tables: ['products', 'product_variants'] },
  createProductField: { tables: ['product_fields'] },
  createReview: { tables: ['ratings'] },
  createRole: { tables: ['user_roles', 'permissions'] },
  createVariant: { tables: ['product_variants'] },
  createWishlist: { tables: ['wishlists'] },
  deleteAttribute: { tables: ['attributes', 'attribute_values'] },
  deleteAttributeValue: { tables: ['attribute_values'] },
  deleteBrand: { tables: ['brands'] },
  deleteCategory: { tables: ['categories'] },
  deleteCollection: { tables: ['collections'] },
  deleteMe: { tables: ['users'] },
  deleteMedia: { tables: ['media_files'] },
  deleteMyAddress: { tables: ['user_addresses'] },
  deleteMyAvatar: { tables: ['users'] },
  deleteProduct: { tables: ['products', 'product_variants'] },
  deleteProductField: { tables: ['product_fields'] },
  deleteReview: { tables: ['ratings'] },
  deleteRole: { tables: ['user_roles'] },
  deleteTranslation: { tables: ['catalog_translations'] },
  deleteVariant: { tables: ['product_variants'] },
  deleteVariantPrice: { tables: ['variant_prices'] },
  deleteWishlist: { tables: ['wishlists'] },
  describeImage: { tables: ['images'] },
  detachImage: { tables: ['images', 'media_files'] },
  downloadMailedExport: { tables: ['data_exports'] },
  editReview: { tables: ['ratings'] },
  endActingForUser: { tables: ['user_sessions'] },
  endAlert: { tables: ['product_alerts'] },
  endMyOtherSessions: { tables: ['user_sessions'] },
  endMySession: { tables: ['user_sessions'] },
  endUserSession: { tables: ['user_sessions'] },
  endUserSessions: { tables: ['user_sessions'] },
  eraseGuest: { tables: ['erasures'] },
  eraseUser: { tables: ['erasures'] },
  exchangeOidc: { writesNothing: NO_PROVIDER },
  forcePasswordReset: { tables: ['users'] },
  forgotPassword: { tables: ['email_verifications'], namesNobody: NOBODY_YET },
  lockUser: { tables: ['users'] },
  login: { tables: ['user_sessions'], namesNobody: NOBODY_YET },
  logout: { tables: ['user_sessions'] },
  lookUpOrder: { writesNothing: 'It reads; the token is given out again, not made' },
  makeVariantMatrix: {
    tables: ['product_variants', 'variant_attributes', 'attributes', 'attribute_values'],
  },
  mergeAttributeValues: { tables: ['attribute_values'] },
  moderateReviews: { tables: ['ratings'] },
  moveCategory: { tables: ['categories'] },
  moveWishlistToCart: { tables: ['wishlist_items', 'cart_items'] },
  orderAttributeValues: { tables: ['attribute_values'] },
  orderAttributes: { tables: ['attributes'] },
  orderBrands: { tables: ['brands'] },
  orderCategories: { tables: ['categories'] },
  orderCollections: { tables: ['collections'] },
  orderImages: { tables: ['images'] },
  orderVariants: { tables: ['product_variants'] },
  payOrder: { tables: ['payments'] },
  placeOrder: { tables: ['orders', 'shopping_carts'] },
  publishBrand: { tables: ['brands'] },
  publishCategory: { tables: ['categories'] },
  publishCollection: { tables: ['collections'] },
  publishProduct: { tables: ['products'] },
  publishProducts: { tables: ['products'] },
  putMediaUpload: {
    writesNothing: 'Bytes for the storage; what becomes of them is noted with complete',
  },
  quoteCheckout: { writesNothing: 'It computes' },
  receivePaymentCallback: {
    writesNothing: 'It only stores what the gateway says, in payment_events',
  },
  refresh: { tables: ['user_sessions'], namesNobody: NOBODY_YET },
  register: { tables: ['users', 'email_verifications'], namesNobody: NOBODY_YET },
  rejectReview: { tables: ['ratings'] },
  removeCartCode: { tables: ['cart_codes'] },
  removeCartItem: { tables: ['cart_items'] },
  removeCollectionProduct: { tables: ['collection_products'] },
  removeMfaOfUser: { tables: ['user_totp'] },
  removeMyTotp: { tables: ['user_totp'] },
  removeWishlistItem: { tables: ['wishlist_items'] },
  renameAttribute: { tables: ['attributes'] },
  renameAttributeValue: { tables: ['attribute_values'] },
  renewMyRecoveryCodes: { tables: ['user_recovery_codes'] },
  reportReview: { tables: ['rating_reports'] },
  requestMyExport: { tables: ['data_exports'] },
  resendVerification: {
    tables: ['email_verifications'],
    namesNobody: NOBODY_YET,
    prepare: unverified,
  },
  resetPassword: { tables: ['users', 'email_verifications'], namesNobody: NOBODY_YET },
  restoreBrand: { tables: ['brands'] },
  restoreCategory: { tables: ['categories'] },
  restoreCollection: { tables: ['collections'] },
  restoreProduct: { tables: ['products', 'product_variants'] },
  restoreVariant: { tables: ['product_variants'] },
  revokeMyApiKey: { tables: ['api_keys'] },
  revokeUserApiKey: { tables: ['api_keys'] },
  runImport: { tables: ['imports'] },
  runStockImport: { tables: ['imports'] },
  saveProducts: { tables: ['products', 'product_variants'] },
  saveTranslation: { tables: ['catalog_translations'] },
  saveVariantPrice: { tables: ['variant_prices'] },
  saveVariantPrices: { tables: ['variant_prices'] },
  scheduleProduct: { tables: ['products'] },
  sendMyPhoneCode: { tables: ['phone_verifications'] },
  setCollectionProducts: { tables: ['collection_products'] },
  setMyAvatar: { tables: ['users', 'media_files'] },
  setRolePermissions: { tables: ['permissions'] },
  shareWishlist: { tables: ['wishlists'] },
  startCustomersExport: { tables: ['exports'] },
  startExport: { tables: ['exports'] },
  startImport: { tables: ['imports'] },
  startLinkingIdentity: { writesNothing: NO_PROVIDER },
  startMediaUpload: { tables: ['media_files'] },
  startMyTotp: { tables: ['user_totp'] },
  startOrdersExport: { tables: ['exports'] },
  startStockExport: { tables: ['exports'] },
  startStockImport: { tables: ['imports'] },
  transferWishlistItems: { tables: ['wishlist_items'] },
  unlinkIdentity: { tables: ['user_identities'] },
  unlockUser: { tables: ['users'], prepare: locked },
  unpublishBrand: { tables: ['brands'] },
  unpublishCategory: { tables: ['categories'] },
  unpublishCollection: { tables: ['collections'] },
  unpublishProduct: { tables: ['products'] },
  unshareWishlist: { tables: ['wishlists'] },
  unsubscribeAlerts: { tables: ['product_alerts'] },
  unvoteForReview: { tables: ['rating_votes'] },
  updateBrand: { tables: ['brands'] },
  updateCategory: { tables: ['categories'] },
  updateCollection: { tables: ['collections'] },
  updateMe: { tables: ['users'] },
  updateMyAddress: { tables: ['user_addresses'] },
  updateProduct: { tables: ['products'] },
  updateProductField: { tables: ['product_fields'] },
  updateRole: { tables: ['user_roles'] },
  updateVariant: { tables: ['product_variants'] },
  uploadMedia: { tables: ['media_files'] },
  verifyEmail: { tables: ['users', 'email_verifications'], namesNobody: NOBODY_YET },
  verifyMfa: { tables: ['user_sessions'], namesNobody: NOBODY_YET },
  verifyMyPhone: { tables: ['users', 'phone_verifications'] },
  verifyMySession: { tables: ['user_sessions'] },
  voteForReview: { tables: ['rating_votes'] },
};

/** What changes without an entry although its table is audited, each for its reason. */
export const KEPT_ELSEWHERE: Readonly<Record<string, string>> = {
  product_variants: 'stock: each move is a row of stock_movements',
  products: 'figures that follow from other rows',
  ratings: 'numbers of votes and reports: each is a row of its own',
  order_items: 'a line is its own record; only what becomes of it later is logged',
  discount_usages: 'a use is its own record; only what becomes of it later is logged',
};

async function locked(scene: Scene, _person: Person, { params }: Draft): Promise<Partial<Draft>> {
  await scene.shop.owner.query('UPDATE users SET locked = true WHERE id = $1', [params['userId']]);
  return {};
}

async function unverified(scene: Scene, { id, email }: Person): Promise<Partial<Draft>> {
  await scene.shop.owner.query('UPDATE users SET verified_email = false WHERE id = $1', [id]);
  return { body: { email } };
}
