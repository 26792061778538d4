import { escapeHtml } from '../../common/escape-html.js';
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
  const body = [
    ...(greeting ? [`<p>${escapeHtml(oneLine(greeting))}</p>`] : []),
    ...blocks.map(blockAsHtml),
  ];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#f4f4f5;font-family:system-ui,sans-serif;color:#18181b">
<div style="max-width:36rem;margin:0 auto;padding:2rem;background:#fff">
<p style="font-weight:700;font-size:1.25rem">${SHOP}</p>
${body.join('\n')}
<hr style="border:0;border-top:1px solid #e4e4e7;margin:2rem 0 1rem">
<p style="color:#71717a;font-size:0.8rem">${escapeHtml(FOOTERS[language])}</p>
</div>
</body>
</html>
`;
}

function blockAsHtml(block: MailBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escapeHtml(block.text).replaceAll('\n', '<br>')}</p>`;
    case 'code':
      return `<p><code style="display:inline-block;padding:0.75rem 1rem;background:#f4f4f5;font-size:1.1rem">${escapeHtml(block.text)}</code></p>`;
    case 'link':
      return `<p><a href="${escapeHtml(safeUrl(block.url))}" style="color:#1d4ed8">${escapeHtml(block.label)}</a></p>`;
    case 'table': {
      const rows = block.rows.map(
        ([left, right]) =>
          `<tr><td style="padding:0.25rem 0">${escapeHtml(left)}</td><td style="padding:0.25rem 0;text-align:right">${escapeHtml(right)}</td></tr>`,
      );
      return `<table style="width:100%;border-collapse:collapse">${rows.join('')}</table>`;
    }
  }
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
