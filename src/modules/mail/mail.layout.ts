import { escapeHtml } from '../../common/escape-html.js';
import { LAYOUT } from './layout/compiled-layout.js';
import type { MailBlock, MailContent, MailLanguage, RenderedMail } from './mail.types.js';

const SHOP = 'eshop';
const FOOTERS: Readonly<Record<MailLanguage, string>> = {
  en: `This message was sent by ${SHOP} because of something done in the shop. Nobody reads replies to it.`,
  vi: `Thư này do ${SHOP} gửi vì một thao tác tại cửa hàng. Không ai đọc thư trả lời.`,
};

/** Puts a mail into the shop's layout, as text and as HTML with the same words. */
export function renderMail(content: MailContent): RenderedMail {
  const subject = oneLine(content.subject);
  return { subject, text: renderText(content), html: renderHtml(subject, content) };
}

function renderText({ greeting, blocks, language = 'en' }: MailContent): string {
  const parts = [
    ...(greeting ? [oneLine(greeting)] : []),
    ...blocks.map(blockAsText),
    `-- \n${FOOTERS[language]}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function blockAsText(block: MailBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'code':
      return `    ${block.text}`;
    case 'link':
      return `${block.label}:\n${block.url}`;
    case 'table': {
      const width = Math.max(...block.rows.map(([left]) => left.length), 0);
      return block.rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`).join('\n');
    }
  }
}

function renderHtml(subject: string, { greeting, blocks, language = 'en' }: MailContent): string {
  const all: readonly MailBlock[] = [
    ...(greeting ? [{ kind: 'paragraph', text: oneLine(greeting) } as const] : []),
    ...blocks,
  ];
  return filled(LAYOUT.page, {
    language,
    subject: escapeHtml(subject),
    shop: SHOP,
    footer: escapeHtml(FOOTERS[language]),
    blocks: all.map(blockAsHtml).join('\n'),
  });
}

function blockAsHtml(block: MailBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return filled(LAYOUT.paragraph, {
        text: escapeHtml(block.text).replaceAll('\n', '<br>'),
      });
    case 'code':
      return filled(LAYOUT.code, { text: escapeHtml(block.text) });
    case 'link':
      return filled(LAYOUT.link, {
        url: escapeHtml(safeUrl(block.url)),
        label: escapeHtml(block.label),
      });
    case 'table': {
      const rows = block.rows.map(
        ([left, right]) =>
          `<tr><td style="padding:4px 0">${escapeHtml(left)}</td><td style="padding:4px 0;text-align:right">${escapeHtml(right)}</td></tr>`,
      );
      return filled(LAYOUT.table, { rows: rows.join('') });
    }
  }
}

/** Each place once and in one go, so that what is filled in is not looked through for places again. */
function filled(layout: string, values: Readonly<Record<string, string>>): string {
  return layout.replace(/\{\{\s*(\w+)\s*\}\}/g, (place, name: string) => values[name] ?? place);
}

/** Line breaks in a subject or a name would start a new header or a new sentence of ours. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** @throws Error for anything but http and https: links are built by us, from PUBLIC_URL. */
function safeUrl(url: string): string {
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('A mail links to no web page');
  return href;
}
