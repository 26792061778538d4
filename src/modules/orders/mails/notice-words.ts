import type { MailLanguage } from '../../mail/mail.types.js';
import type { OrderNotice } from '../orders.jobs.js';

interface Step {
  readonly subject: (orderNumber: string) => string;
  readonly text: (orderNumber: string) => string;
}

/** What the mails about an order say in one language. */
export interface NoticeWords {
  readonly greeting: (recipient: string) => string;
  readonly steps: Readonly<Record<OrderNotice | 'expired', Step>>;
  readonly carrier: string;
  readonly tracking: string;
  readonly amount: string;
  readonly moneyBack: string;
  readonly shipping: string;
  readonly total: string;
  readonly amountDue: string;
  /** Of the mail with the link to what staff has prepared. */
  readonly draft: {
    readonly subject: string;
    readonly text: string;
    readonly link: string;
    readonly secret: string;
  };
}

export function languageOf(locale: string): MailLanguage {
  return /^vi\b/i.test(locale) ? 'vi' : 'en';
}

/** The words by language. */
export const NOTICE_WORDS: Readonly<Record<MailLanguage, NoticeWords>> = {
  en: {
    greeting: (recipient) => `Hello ${recipient},`,
    carrier: 'Carrier',
    tracking: 'Tracking number',
    amount: 'Amount',
    moneyBack: 'What you have paid is on its way back to you.',
    shipping: 'Shipping',
    total: 'Total',
    amountDue: 'Still to be paid',
    draft: {
      subject: 'Your order is ready to be placed',
      text: 'we have prepared an order for you. Look at it, and place it if it is as you want it:',
      link: 'See the order',
      secret:
        'The link works until the order is changed or placed. Whoever has it can see and place the order: do not pass this mail on.',
    },
    steps: {
      edited: {
        subject: (number) => `Your order ${number} was changed`,
        text: (number) => `we have changed your order ${number}. This is in it now:`,
      },
      cancelled: {
        subject: (number) => `Your order ${number} is cancelled`,
        text: (number) => `your order ${number} is cancelled. Nothing of it will be sent.`,
      },
      expired: {
        subject: (number) => `Your order ${number} was not paid`,
        text: (number) =>
          `your order ${number} was not paid in time, so we have cancelled it. You are welcome to order again.`,
      },
      shipped: {
        subject: (number) => `A parcel of your order ${number} is on its way`,
        text: (number) => `a parcel of your order ${number} has left us. In it:`,
      },
      delivered: {
        subject: (number) => `A parcel of your order ${number} has arrived`,
        text: (number) => `a parcel of your order ${number} has been delivered. In it:`,
      },
      return_requested: {
        subject: (number) => `You want to send back something of your order ${number}`,
        text: (number) =>
          `we have noted what you want to send back of your order ${number}, and will tell you how. It is about:`,
      },
      return_approved: {
        subject: (number) => `Your return of order ${number}`,
        text: (number) => `you may send back these things of your order ${number}:`,
      },
      return_rejected: {
        subject: (number) => `Your return of order ${number}`,
        text: (number) => `we cannot take back these things of your order ${number}:`,
      },
      return_received: {
        subject: (number) => `What you sent back of order ${number} has arrived`,
        text: (number) => `what you sent back of your order ${number} is here. It was about:`,
      },
      refunded: {
        subject: (number) => `Money of your order ${number} is back`,
        text: (number) => `we have paid money of your order ${number} back to you.`,
      },
    },
  },
  vi: {
    greeting: (recipient) => `Xin chào ${recipient},`,
    carrier: 'Đơn vị vận chuyển',
    tracking: 'Mã vận đơn',
    amount: 'Số tiền',
    moneyBack: 'Số tiền bạn đã thanh toán đang được hoàn lại.',
    shipping: 'Phí vận chuyển',
    total: 'Tổng cộng',
    amountDue: 'Còn phải thanh toán',
    draft: {
      subject: 'Đơn hàng của bạn đã sẵn sàng',
      text: 'chúng tôi đã chuẩn bị một đơn hàng cho bạn. Hãy xem và đặt hàng nếu mọi thứ đúng ý bạn:',
      link: 'Xem đơn hàng',
      secret:
        'Liên kết có hiệu lực đến khi đơn được thay đổi hoặc đặt. Ai có liên kết đều có thể xem và đặt đơn: xin đừng chuyển tiếp thư này.',
    },
    steps: {
      edited: {
        subject: (number) => `Đơn hàng ${number} đã được thay đổi`,
        text: (number) => `chúng tôi đã thay đổi đơn hàng ${number} của bạn. Đơn hàng hiện gồm:`,
      },
      cancelled: {
        subject: (number) => `Đơn hàng ${number} đã bị hủy`,
        text: (number) => `đơn hàng ${number} của bạn đã bị hủy và sẽ không được giao.`,
      },
      expired: {
        subject: (number) => `Đơn hàng ${number} chưa được thanh toán`,
        text: (number) =>
          `đơn hàng ${number} không được thanh toán đúng hạn nên đã bị hủy. Bạn có thể đặt hàng lại.`,
      },
      shipped: {
        subject: (number) => `Một kiện hàng của đơn ${number} đang được giao`,
        text: (number) => `một kiện hàng của đơn ${number} đã được gửi đi, gồm:`,
      },
      delivered: {
        subject: (number) => `Một kiện hàng của đơn ${number} đã được giao`,
        text: (number) => `một kiện hàng của đơn ${number} đã được giao, gồm:`,
      },
      return_requested: {
        subject: (number) => `Yêu cầu trả hàng của đơn ${number}`,
        text: (number) =>
          `chúng tôi đã ghi nhận yêu cầu trả hàng của đơn ${number} và sẽ sớm trả lời. Bạn muốn trả:`,
      },
      return_approved: {
        subject: (number) => `Yêu cầu trả hàng của đơn ${number}`,
        text: (number) => `bạn có thể gửi trả các sản phẩm sau của đơn ${number}:`,
      },
      return_rejected: {
        subject: (number) => `Yêu cầu trả hàng của đơn ${number}`,
        text: (number) => `chúng tôi không thể nhận lại các sản phẩm sau của đơn ${number}:`,
      },
      return_received: {
        subject: (number) => `Hàng trả của đơn ${number} đã đến`,
        text: (number) => `hàng bạn gửi trả của đơn ${number} đã đến nơi. Bạn đã muốn trả:`,
      },
      refunded: {
        subject: (number) => `Đã hoàn tiền cho đơn ${number}`,
        text: (number) => `chúng tôi đã hoàn tiền cho đơn ${number} của bạn.`,
      },
    },
  },
};
