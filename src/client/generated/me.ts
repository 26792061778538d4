// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  AcceptedResponse,
  AddressResponse,
  AvatarResponse,
  CardResponse,
  CardsResponse,
  ChangeEmailRequest,
  ChangePhoneRequest,
  ConfirmEmailRequest,
  CreateAddressRequest,
  DataExportResponse,
  DataExportsResponse,
  DeleteAccountRequest,
  KeepCardRequest,
  PhoneResponse,
  PrepareCardRequest,
  PreparedCardResponse,
  ProfileResponse,
  ProofRequest,
  UpdateAddressRequest,
  UpdateCardRequest,
  UpdateProfileRequest,
  VerifyPhoneRequest,
} from './types.js';

/** Query of {@link Me.getMe}. */
export interface GetMeQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Me.listMyAddresses}. */
export interface ListMyAddressesQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Me.getMyAddress}. */
export interface GetMyAddressQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Me.listMyCards}. */
export interface ListMyCardsQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Me.listMyExports}. */
export interface ListMyExportsQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Me. */
export class Me {
  constructor(private readonly connection: Connection) {}

  /**
   * My account
   *
   * Log in first; the example accounts are named in the description of the API.
   *
   * Takes If-None-Match.
   */
  getMe(query?: GetMeQuery, options?: CallOptions): Call<ProfileResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/me', query }, options);
  }

  /**
   * Change my names and the language of my mails
   *
   * E-mail, phone number, password and picture have routes of their own; unknown fields are refused.
   *
   * Takes Prefer.
   */
  updateMe(body?: UpdateProfileRequest, options?: CallOptions): Call<ProfileResponse> {
    return this.connection.call({ method: 'PATCH', path: '/api/v1/me', body }, options);
  }

  /**
   * Delete my account
   *
   * Ends all sessions and keys at once; the personal data are erased soon after. Orders that are under way still arrive, and stay valid. The last administrator stays.
   */
  deleteMe(body?: DeleteAccountRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: '/api/v1/me', body }, options);
  }

  /**
   * My addresses
   *
   * Newest first; one of them is the default.
   *
   * Takes If-None-Match.
   */
  listMyAddresses(query?: ListMyAddressesQuery, options?: CallOptions): PagedCall<{
      items: AddressResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/me/addresses', query }, options);
  }

  /**
   * Add an address
   *
   * The first one becomes the default. At most 50. The postal code must have the shape that the country uses; the phone number is kept as +… (E.164).
   *
   * Takes Prefer.
   */
  createMyAddress(body: CreateAddressRequest, options?: CallOptions): Call<AddressResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/addresses', body }, options);
  }

  /**
   * One of my addresses
   *
   * Take the id from the list.
   *
   * Takes If-None-Match.
   */
  getMyAddress(addressId: string, query?: GetMyAddressQuery, options?: CallOptions): Call<AddressResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/me/addresses/${part(addressId)}`, query }, options);
  }

  /**
   * Change an address
   *
   * Orders that were placed with it keep what they were placed with.
   *
   * Takes Prefer.
   */
  updateMyAddress(addressId: string, body?: UpdateAddressRequest, options?: CallOptions): Call<AddressResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/me/addresses/${part(addressId)}`, body }, options);
  }

  /**
   * Delete an address
   *
   * Was it the default, the newest of the others becomes it.
   */
  deleteMyAddress(addressId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/me/addresses/${part(addressId)}` }, options);
  }

  /**
   * Set my picture
   *
   * The body is the picture itself, or a form with it as its one file: PNG, JPEG or WebP, at most 2 MB. It is drawn anew, at most 512 pixels wide and high, without the place where it was taken.
   *
   * Takes Prefer.
   */
  setMyAvatar(body: Blob | Uint8Array<ArrayBuffer> | string | FormData, options?: CallOptions): Call<AvatarResponse> {
    return this.connection.call({ method: 'PUT', path: '/api/v1/me/avatar', body }, options);
  }

  /**
   * Remove my picture
   *
   * Without one there is nothing to do.
   */
  deleteMyAvatar(options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: '/api/v1/me/avatar' }, options);
  }

  /**
   * My saved cards
   *
   * The default first, then the newest; at most 20.
   *
   * Takes If-None-Match.
   */
  listMyCards(query?: ListMyCardsQuery, options?: CallOptions): Call<CardsResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/me/cards', query }, options);
  }

  /**
   * Save a card
   *
   * The card that was entered in the gateway’s form. The first one becomes the default. The same setup again answers the same card.
   *
   * Takes Prefer.
   */
  keepMyCard(body: KeepCardRequest, options?: CallOptions): Call<CardResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/cards', body }, options);
  }

  /**
   * Begin to save a card
   *
   * Answers what the gateway's script needs to show its form. When that is done, send the `setupId` to `POST /me/cards`. A card's number sent to this API is refused.
   */
  prepareMyCard(body?: PrepareCardRequest, options?: CallOptions): Call<PreparedCardResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/cards/setup', body }, options);
  }

  /**
   * Make a card the default
   *
   * The card that was the default before loses the mark.
   *
   * Takes Prefer.
   */
  updateMyCard(cardId: string, body: UpdateCardRequest, options?: CallOptions): Call<CardResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/me/cards/${part(cardId)}`, body }, options);
  }

  /**
   * Take a card away
   *
   * At once for the caller; the gateway is told to forget it as well. Was it the default, the one that is good longest becomes it.
   */
  deleteMyCard(cardId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/me/cards/${part(cardId)}` }, options);
  }

  /**
   * Ask for another e-mail address
   *
   * Mails a code to the new address and a notice to the old one; nothing changes until the code comes back. The answer is the same when the address has an account. Once a minute, five times an hour.
   */
  changeMyEmail(body: ChangeEmailRequest, options?: CallOptions): Call<AcceptedResponse> {
    return this.connection.call({ method: 'PUT', path: '/api/v1/me/email', body }, options);
  }

  /**
   * Confirm the new e-mail address
   *
   * With the code that went to it; works once. From then on it is the address of the account, and verified. The old address gets a mail.
   */
  confirmMyEmail(body: ConfirmEmailRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/email/confirm', body }, options);
  }

  /**
   * Ask for a copy of my data
   *
   * Everything that is stored about me, as one JSON document. A worker makes it and mails a link that works for seven days. One at a time, three in a day.
   */
  requestMyExport(body?: ProofRequest, options?: CallOptions): Call<DataExportResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/export', body }, options);
  }

  /**
   * Copies of my data
   *
   * The last twenty that I asked for, newest first.
   *
   * Takes If-None-Match.
   */
  listMyExports(query?: ListMyExportsQuery, options?: CallOptions): Call<DataExportsResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/me/export', query }, options);
  }

  /**
   * Fetch a copy of my data
   *
   * Take the id from the list. For seven days, at most twenty times.
   */
  downloadMyExport(exportId: string, options?: CallOptions): Call<Record<string, unknown>> {
    return this.connection.call({ method: 'GET', path: `/api/v1/me/export/${part(exportId)}/file` }, options);
  }

  /**
   * Change my phone number
   *
   * A new number counts as not verified; it is kept as +… (E.164).
   *
   * Takes Prefer.
   */
  changeMyPhone(body: ChangePhoneRequest, options?: CallOptions): Call<PhoneResponse> {
    return this.connection.call({ method: 'PUT', path: '/api/v1/me/phone', body }, options);
  }

  /**
   * Send a code to my phone
   *
   * By SMS; voids the one before. Once a minute, five times an hour for an account and for a number.
   */
  sendMyPhoneCode(options?: CallOptions): Call<AcceptedResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/phone/send-code' }, options);
  }

  /**
   * Verify my phone number
   *
   * With the code of the SMS, within ten minutes. Five tries.
   */
  verifyMyPhone(body: VerifyPhoneRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: '/api/v1/me/phone/verify', body }, options);
  }
}
