import type { MailContent, MailLanguage } from '../../../mail/mail.types.js';
import { GREETINGS, SHOP_LABELS } from '../../domain/account-mail-texts.js';
import type { FactorNotice } from '../mfa.types.js';

/** Whom a notice is for. */
export interface NoticeReader {
  readonly language: MailLanguage;
  readonly firstName: string;
  /** PUBLIC_URL of the shop; never taken from a request. */
  readonly publicUrl: string;
  readonly recoveryCodesLeft: number;
}

interface NoticeText {
  readonly subject: string;
  readonly text: string;
}

interface Words {
  readonly texts: Readonly<Record<FactorNotice, NoticeText>>;
  readonly notYou: string;
  readonly left: (count: number) => string;
}

const ENGLISH: Words = {
  notYou:
    'It was not you? Choose a new password with "forgot password", end all sessions, and write to us.',
  left: (count) => `Recovery codes that are left: ${count}.`,
  texts: {
    mfa_on: {
      subject: 'Two-factor login is on',
      text: 'an authenticator app was set up for your account: from now on each login asks for its code.',
    },
    mfa_off: {
      subject: 'Two-factor login is off',
      text: 'the authenticator app was removed from your account: logins ask for the password alone.',
    },
    mfa_removed_by_staff: {
      subject: 'Two-factor login was removed',
      text: 'our staff removed the authenticator app from your account: logins ask for the password alone.',
    },
    mfa_guessed: {
      subject: 'Somebody is trying to log in to your account',
      text: 'somebody gave the right password and then five wrong codes of the authenticator app.',
    },
    recovery_code_used: {
      subject: 'A recovery code was used',
      text: 'one of the recovery codes of your account was used in place of the authenticator app.',
    },
    recovery_codes_renewed: {
      subject: 'New recovery codes',
      text: 'new recovery codes were made for your account; the ones before are void.',
    },
    identity_linked: {
      subject: 'Another way to log in',
      text: 'an account at a login provider was linked: it can be used to log in from now on.',
    },
    identity_unlinked: {
      subject: 'A way to log in was removed',
      text: 'an account at a login provider was unlinked: it can no longer be used to log in.',
    },
  },
};

const VIETNAMESE: Words = {
  notYou:
    'Không phải bạn? Hãy đặt lại mật khẩu qua "quên mật khẩu", kết thúc mọi phiên đăng nhập và liên hệ với chúng tôi.',
  left: (count) => `Số mã khôi phục còn lại: ${count}.`,
  texts: {
    mfa_on: {
      subject: 'Đã bật đăng nhập hai lớp',
      text: 'ứng dụng xác thực đã được thiết lập cho tài khoản của bạn: từ nay mỗi lần đăng nhập sẽ cần mã của ứng dụng.',
    },
    mfa_off: {
      subject: 'Đã tắt đăng nhập hai lớp',
      text: 'ứng dụng xác thực đã được gỡ khỏi tài khoản của bạn: từ nay đăng nhập chỉ cần mật khẩu.',
    },
    mfa_removed_by_staff: {
      subject: 'Đăng nhập hai lớp đã được gỡ bỏ',
      text: 'nhân viên của chúng tôi đã gỡ ứng dụng xác thực khỏi tài khoản của bạn: từ nay đăng nhập chỉ cần mật khẩu.',
    },
    mfa_guessed: {
      subject: 'Có người đang thử đăng nhập vào tài khoản của bạn',
      text: 'có người đã nhập đúng mật khẩu rồi nhập sai mã của ứng dụng xác thực năm lần.',
    },
    recovery_code_used: {
      subject: 'Một mã khôi phục đã được sử dụng',
      text: 'một mã khôi phục của tài khoản bạn đã được dùng thay cho ứng dụng xác thực.',
    },
    recovery_codes_renewed: {
      subject: 'Mã khôi phục mới',
      text: 'các mã khôi phục mới đã được tạo cho tài khoản của bạn; những mã trước đó không còn hiệu lực.',
    },
    identity_linked: {
      subject: 'Đã thêm một cách đăng nhập',
      text: 'một tài khoản tại nhà cung cấp đăng nhập đã được liên kết: từ nay có thể dùng tài khoản đó để đăng nhập.',
    },
    identity_unlinked: {
      subject: 'Đã gỡ một cách đăng nhập',
      text: 'một tài khoản tại nhà cung cấp đăng nhập đã được hủy liên kết: tài khoản đó không còn dùng để đăng nhập được nữa.',
    },
  },
};

const WORDS: Readonly<Record<MailLanguage, Words>> = { en: ENGLISH, vi: VIETNAMESE };

/** The mail that tells an owner what happened to the ways into his account. */
export function factorNoticeMail(notice: FactorNotice, reader: NoticeReader): MailContent {
  const { language, firstName, publicUrl, recoveryCodesLeft } = reader;
  const { texts, notYou, left } = WORDS[language];
  const { subject, text } = texts[notice];
  const paragraphs = [
    text,
    ...(notice === 'recovery_code_used' ? [left(recoveryCodesLeft)] : []),
    notYou,
    `${SHOP_LABELS[language]}: ${publicUrl}`,
  ];
  return {
    language,
    subject,
    greeting: GREETINGS[language](firstName),
    blocks: paragraphs.map((each) => ({ kind: 'paragraph', text: each })),
  };
}
