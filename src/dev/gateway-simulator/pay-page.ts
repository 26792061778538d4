import { OUTCOMES, type Outcome } from './gateway.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

const LABELS: Readonly<Record<Outcome, string>> = {
  pay: 'Pay',
  fail: 'Let the payment fail',
  cancel: 'Cancel and go back to the shop',
  close: 'Close the window without a word',
};

/** What a pay page shows. */
export interface PayPage {
  readonly title: string;
  readonly amount: string;
  readonly reference: string;
  /** Where the form is sent; blank: to the address of the page. */
  readonly action?: string;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly outcomes?: readonly Outcome[];
}

/** A page of a bank that plays: one button for each thing a customer can do. */
export function payPage(page: PayPage): string {
  const hidden = Object.entries(page.hidden ?? {}).map(
    ([name, value]) =>
      `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const buttons = (page.outcomes ?? OUTCOMES).map(
    (outcome) => `<button name="outcome" value="${outcome}">${LABELS[outcome]}</button>`,
  );
  return messagePage(
    page.title,
    `<p>${escapeHtml(page.reference)}: <strong>${escapeHtml(page.amount)}</strong></p>
<form method="post" action="${escapeHtml(page.action ?? '')}">
${[...hidden, ...buttons].join('\n')}
</form>
<p>No money moves here.</p>`,
  );
}

/** A page with a title and some HTML. */
export function messagePage(title: string, html: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 2rem auto; padding: 0 1rem; }
button { display: block; width: 100%; margin: .5rem 0; padding: .75rem; font: inherit; }
</style>
<main>
<h1>${escapeHtml(title)}</h1>
${html}
</main>
</html>
`;
}
