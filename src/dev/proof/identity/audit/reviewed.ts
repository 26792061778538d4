/** Write routes, by operation, that leave no entry in the audit log; each with its reason. */
export const LEAVES_NOTHING: Readonly<Record<string, string>> = {
  quoteCheckout: 'It writes nothing: a POST because a cart does not fit into an address',
  lookUpOrder: 'It writes nothing: a POST to keep e-mail and token out of addresses and logs',
  putMediaUpload: 'It writes a file; the row of it is written by what comes before and after',
  receivePaymentCallback: 'payment_events is append-only and its own record; a worker applies it',
};

type Columns = Readonly<Record<string, readonly string[]>>;

const ENDS_SESSIONS: Columns = { user_sessions: ['blocked'] };
const NEW_VERSION: Columns = { shopping_carts: ['version'] };
const NEW_PASSWORD: Columns = { users: ['password_changed_at', 'session_version'] };
const CODE_USED: Columns = { user_totp: ['last_used_step'] };
const FACTOR_SHOWN: Columns = { ...CODE_USED, user_sessions: ['mfa_at'] };

/**
 * Columns, by operation and table, that an update changes although its request does not name them:
 * what the route is for, or what follows from it. Everything else has to be named by the contract.
 */
export const SIDE_EFFECTS: Readonly<Record<string, Columns>> = {
  endActingForUser: ENDS_SESSIONS,
  revokeUserApiKey: { api_keys: ['revoked_at'] },
  eraseUser: { users: ['deleted_at', 'locked', 'session_version'], ...ENDS_SESSIONS },
  lockUser: { users: ['locked'], ...ENDS_SESSIONS },
  unlockUser: { users: ['locked'] },
  removeMfaOfUser: { user_sessions: ['mfa_at'] },
  forcePasswordReset: { ...NEW_PASSWORD, ...ENDS_SESSIONS },
  endUserSessions: ENDS_SESSIONS,
  endUserSession: ENDS_SESSIONS,
  logout: ENDS_SESSIONS,
  verifyMfa: CODE_USED,
  refresh: { user_sessions: ['rotated_at'] },
  resetPassword: { ...NEW_PASSWORD, ...ENDS_SESSIONS, email_verifications: ['is_used'] },
  verifyEmail: { users: ['verified_email'], email_verifications: ['is_used'] },
  clearCart: NEW_VERSION,
  addCartCode: NEW_VERSION,
  removeCartCode: NEW_VERSION,
  changeCartItem: NEW_VERSION,
  removeCartItem: NEW_VERSION,
  deleteMe: { users: ['deleted_at', 'session_version'], ...ENDS_SESSIONS },
  revokeMyApiKey: { api_keys: ['revoked_at'] },
  setMyAvatar: { users: ['avatar_image_id', 'avatar_url'], media_files: ['attached_at', 'state'] },
  uploadMedia: { media_files: ['content_type', 'height', 'sha256', 'state', 'width'] },
  completeMediaUpload: { media_files: ['uploaded_at'] },
  deleteMedia: { media_files: ['state'] },
  attachImages: { media_files: ['attached_at'] },
  orderImages: { images: ['position'] },
  detachImage: { media_files: ['state'] },
  confirmMyEmail: { users: ['email'], email_verifications: ['is_used'] },
  renewMyRecoveryCodes: CODE_USED,
  removeMyTotp: FACTOR_SHOWN,
  confirmMyTotp: { user_totp: ['confirmed_at', 'last_used_step'], user_sessions: ['mfa_at'] },
  verifyMySession: FACTOR_SHOWN,
  changeMyPassword: NEW_PASSWORD,
  verifyMyPhone: { users: ['verified_phone'], phone_verifications: ['attempts', 'is_used'] },
  endMyOtherSessions: ENDS_SESSIONS,
  endMySession: ENDS_SESSIONS,
  placeOrder: {
    shopping_carts: ['status', 'version'],
    // Where a discount of the shop counts for the cart by itself.
    discounts: ['used_count'],
  },
  cancelOrder: {
    orders: ['expires_at', 'status'],
    payments: ['processed_at', 'status'],
    discounts: ['used_count'],
    discount_usages: ['released_at'],
  },
  payOrder: { payments: ['redirect_url', 'status'] },
  downloadMailedExport: { data_exports: ['downloads'] },
};
