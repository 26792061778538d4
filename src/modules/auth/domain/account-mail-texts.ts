import type { MailBlock, MailContent, MailLanguage } from '../../mail/mail.types.js';

/** Whom a mail about an account is for. */
export interface AccountMail {
  readonly language: MailLanguage;
  readonly firstName: string;
  /** PUBLIC_URL of the shop; never taken from a request. */
  readonly publicUrl: string;
}

/** A mail with a code in it. */
export interface CodeMail extends AccountMail {
  readonly code: string;
}

interface Words {
  readonly subject: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

type AccountMailKind = 'verify' | 'reset' | 'exists' | 'change' | 'wanted';

export const GREETINGS: Readonly<Record<MailLanguage, (name: string | null) => string>> = {
  en: (name) => (name === null ? 'Hello,' : `Hello ${name},`),
  vi: (name) => (name === null ? 'Xin chào,' : `Xin chào ${name},`),
};

export const SHOP_LABELS: Readonly<Record<MailLanguage, string>> = { en: 'Shop', vi: 'Cửa hàng' };

const WORDS: Readonly<Record<MailLanguage, Readonly<Record<AccountMailKind, Words>>>> = {
  en: {
    verify: {
      subject: 'Confirm your e-mail address',
      before: ['welcome to the shop. This code confirms that the address is yours:'],
      after: [
        'It works once and for 24 hours. Enter it where the shop asks for it.',
        'You did not register? Then leave the code unused, and nothing more will happen.',
      ],
    },
    reset: {
      subject: 'Choose a new password',
      before: ['somebody, probably you, asked for a new password. This code lets you choose one:'],
      after: [
        'It works once and for one hour, and ends all sessions of your account.',
        'You did not ask? Then leave the code unused: your password stays as it is.',
      ],
    },
    exists: {
      subject: 'You already have an account',
      before: [
        'somebody, probably you, tried to register with this e-mail address.',
        'It has an account already: log in, or ask for a new password if you forgot it.',
      ],
      after: ['It was not you? Nothing was changed, and you need not do anything.'],
    },
    change: {
      subject: 'Confirm your new e-mail address',
      before: ['this code makes this e-mail address the one of your account:'],
      after: [
        'It works once and for one hour. Enter it where you asked for the change.',
        'You did not ask? Then leave the code unused, and nothing more will happen.',
      ],
    },
    wanted: {
      subject: 'Somebody wanted to use your e-mail address',
      before: [
        'somebody, perhaps you, wanted to give this e-mail address to another account.',
        'It belongs to yours, so nothing was changed. To use it there, free it here first.',
      ],
      after: ['It was not you? Nothing was changed, and you need not do anything.'],
    },
  },
  vi: {
    verify: {
      subject: 'Xác nhận địa chỉ email của bạn',
      before: [
        'chào mừng bạn đến với cửa hàng. Mã dưới đây xác nhận địa chỉ email này là của bạn:',
      ],
      after: [
        'Mã chỉ dùng được một lần và có hiệu lực trong 24 giờ. Vui lòng nhập mã khi cửa hàng yêu cầu.',
        'Bạn không đăng ký? Vui lòng bỏ qua thư này, sẽ không có gì xảy ra thêm.',
      ],
    },
    reset: {
      subject: 'Đặt lại mật khẩu của bạn',
      before: [
        'chúng tôi nhận được yêu cầu đặt lại mật khẩu, có lẽ là từ bạn. Hãy dùng mã dưới đây để chọn mật khẩu mới:',
      ],
      after: [
        'Mã chỉ dùng được một lần, có hiệu lực trong một giờ và sẽ kết thúc mọi phiên đăng nhập của tài khoản.',
        'Bạn không yêu cầu? Vui lòng bỏ qua thư này: mật khẩu của bạn vẫn được giữ nguyên.',
      ],
    },
    exists: {
      subject: 'Bạn đã có tài khoản',
      before: [
        'ai đó, có lẽ là bạn, vừa thử đăng ký bằng địa chỉ email này.',
        'Địa chỉ này đã có tài khoản: vui lòng đăng nhập, hoặc yêu cầu đặt lại mật khẩu nếu bạn đã quên.',
      ],
      after: ['Không phải bạn? Không có gì thay đổi và bạn không cần làm gì thêm.'],
    },
    change: {
      subject: 'Xác nhận địa chỉ email mới',
      before: ['mã dưới đây xác nhận địa chỉ email này là địa chỉ mới của tài khoản bạn:'],
      after: [
        'Mã chỉ dùng được một lần và có hiệu lực trong một giờ. Vui lòng nhập mã tại nơi bạn đã yêu cầu thay đổi.',
        'Bạn không yêu cầu? Vui lòng bỏ qua thư này, sẽ không có gì xảy ra thêm.',
      ],
    },
    wanted: {
      subject: 'Có người muốn dùng địa chỉ email của bạn',
      before: [
        'ai đó, có thể là bạn, muốn dùng địa chỉ email này cho một tài khoản khác.',
        'Địa chỉ này thuộc tài khoản của bạn nên không có gì thay đổi. Nếu muốn dùng cho tài khoản kia, trước tiên hãy đổi địa chỉ email của tài khoản này.',
      ],
      after: ['Không phải bạn? Không có gì thay đổi và bạn không cần làm gì thêm.'],
    },
  },
};

/** The mail after registration. */
export function verificationMail(mail: CodeMail): MailContent {
  return contentOf('verify', mail, mail.code);
}

/** The mail for a forgotten password. */
export function resetMail(mail: CodeMail): MailContent {
  return contentOf('reset', mail, mail.code);
}

/** The mail to the owner of an address that somebody tried to register again. */
export function accountExistsMail(mail: AccountMail): MailContent {
  return contentOf('exists', mail, null);
}

/** The mail to the address that an account is to have. */
export function changeEmailMail(mail: CodeMail): MailContent {
  return contentOf('change', mail, mail.code);
}

/** The mail to the owner of an address that somebody wanted for another account. */
export function addressWantedMail(mail: AccountMail): MailContent {
  return contentOf('wanted', mail, null);
}

function contentOf(
  kind: AccountMailKind,
  { language, firstName, publicUrl }: AccountMail,
  code: string | null,
): MailContent {
  const { subject, before, after } = WORDS[language][kind];
  const [first, ...rest] = after;
  // What to do with the code, where, and at last what to do if it is not wanted.
  const texts = rest.length > 0 ? [first ?? ''] : [];
  const last = rest.length > 0 ? rest : [first ?? ''];
  return {
    language,
    subject,
    greeting: GREETINGS[language](firstName),
    blocks: [
      ...before.map(paragraph),
      ...(code === null ? [] : [{ kind: 'code', text: code } as const]),
      ...texts.map(paragraph),
      paragraph(`${SHOP_LABELS[language]}: ${publicUrl}`),
      ...last.map(paragraph),
    ],
  };
}

function paragraph(text: string): MailBlock {
  return { kind: 'paragraph', text };
}
