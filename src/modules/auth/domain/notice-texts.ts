import type { MailContent, MailLanguage } from '../../mail/mail.types.js';
import type { NoticeKind } from '../auth.types.js';
import { GREETINGS, SHOP_LABELS } from './account-mail-texts.js';

interface NoticeText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

type Texts = Readonly<Record<NoticeKind, NoticeText>>;

const ENGLISH: Texts = {
  password_changed: {
    subject: 'Your password was changed',
    paragraphs: [
      'the password of your account was changed just now.',
      'It was not you? Ask for a new password at once ("forgot password"): that ends all sessions of your account.',
    ],
  },
  email_change_requested: {
    subject: 'Your account is to get another e-mail address',
    paragraphs: [
      'somebody who is logged in to your account, probably you, asked for another e-mail address. A code went to that address; until it is entered nothing changes.',
      'It was not you? Change your password now and end the other sessions of your account.',
    ],
  },
  email_changed: {
    subject: 'The e-mail address of your account was changed',
    paragraphs: [
      'your account has another e-mail address from now on. This is the last message to the old one: it can no longer be used to log in or to choose a new password.',
      'It was not you? Then somebody else is in your account. If you can still log in with your user name, change the password and the address back; else write to the shop at once.',
    ],
  },
  phone_changed: {
    subject: 'The phone number of your account was changed',
    paragraphs: [
      'the phone number of your account was changed just now.',
      'It was not you? Change your password now and end the other sessions of your account.',
    ],
  },
  account_deleted: {
    subject: 'Your account was deleted',
    paragraphs: [
      'your account was deleted, and your personal data will be erased. Orders that are under way still come to you.',
      'It was not you? Write to the shop at once.',
    ],
  },
};

const VIETNAMESE: Texts = {
  password_changed: {
    subject: 'Mật khẩu của bạn đã được thay đổi',
    paragraphs: [
      'mật khẩu tài khoản của bạn vừa được thay đổi.',
      'Không phải bạn? Hãy yêu cầu đặt lại mật khẩu ngay ("quên mật khẩu"): việc này sẽ kết thúc mọi phiên đăng nhập của tài khoản.',
    ],
  },
  email_change_requested: {
    subject: 'Yêu cầu đổi địa chỉ email của tài khoản',
    paragraphs: [
      'một người đang đăng nhập vào tài khoản của bạn, có lẽ là bạn, đã yêu cầu đổi địa chỉ email. Một mã đã được gửi đến địa chỉ mới; trước khi mã được nhập, không có gì thay đổi.',
      'Không phải bạn? Hãy đổi mật khẩu ngay và kết thúc các phiên đăng nhập khác của tài khoản.',
    ],
  },
  email_changed: {
    subject: 'Địa chỉ email của tài khoản đã được thay đổi',
    paragraphs: [
      'từ bây giờ tài khoản của bạn dùng một địa chỉ email khác. Đây là thư cuối cùng gửi đến địa chỉ cũ: địa chỉ này không còn dùng để đăng nhập hoặc đặt lại mật khẩu được nữa.',
      'Không phải bạn? Có thể người khác đang dùng tài khoản của bạn. Nếu vẫn đăng nhập được bằng tên người dùng, hãy đổi lại mật khẩu và địa chỉ email; nếu không, vui lòng liên hệ cửa hàng ngay.',
    ],
  },
  phone_changed: {
    subject: 'Số điện thoại của tài khoản đã được thay đổi',
    paragraphs: [
      'số điện thoại của tài khoản bạn vừa được thay đổi.',
      'Không phải bạn? Hãy đổi mật khẩu ngay và kết thúc các phiên đăng nhập khác của tài khoản.',
    ],
  },
  account_deleted: {
    subject: 'Tài khoản của bạn đã được xóa',
    paragraphs: [
      'tài khoản của bạn đã được xóa và dữ liệu cá nhân của bạn sẽ được xóa bỏ. Các đơn hàng đang xử lý vẫn sẽ được giao đến bạn.',
      'Không phải bạn? Vui lòng liên hệ cửa hàng ngay.',
    ],
  },
};

const TEXTS: Readonly<Record<MailLanguage, Texts>> = { en: ENGLISH, vi: VIETNAMESE };

/** Whom the notice is for. */
export interface NoticeMail {
  readonly language: MailLanguage;
  readonly firstName: string;
  readonly publicUrl: string;
}

/** The mail that tells an owner what was changed. */
export function noticeMail(
  kind: NoticeKind,
  { language, firstName, publicUrl }: NoticeMail,
): MailContent {
  const { subject, paragraphs } = TEXTS[language][kind];
  // The name may be erased by the time that the last mail goes.
  const greeting = GREETINGS[language](kind === 'account_deleted' ? null : firstName);
  const texts = [...paragraphs, `${SHOP_LABELS[language]}: ${publicUrl}`];
  return {
    language,
    subject,
    greeting,
    blocks: texts.map((text) => ({ kind: 'paragraph', text })),
  };
}
