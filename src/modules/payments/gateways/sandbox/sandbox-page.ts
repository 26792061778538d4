import { escapeHtml } from '../../../../common/escape-html.js';
import { type HtmlPage } from '../../../../common/http/html-page.js';
import { formatMinor } from '../../../../common/money/money.js';
import type { SandboxTicket } from './sandbox-ticket.js';

/** The page of the bank. Its form goes to its own address; the browser then goes to the shop. */
export function payPage({ reference, amount, currency, returnUrl }: SandboxTicket): HtmlPage {
  const money = `${formatMinor(amount, currency)} ${currency}`;
  return {
    title: 'Sandbox bank',
    formOrigins: [new URL(returnUrl).origin],
    main: `<p>This is a test bank: no money moves. Choose what it shall answer to the shop.</p>
<dl>
<dt>Amount</dt><dd>${escapeHtml(money)}</dd>
<dt>Reference</dt><dd>${escapeHtml(reference)}</dd>
</dl>
<form method="post">
<fieldset>
<legend>What becomes of the payment</legend>
<label><input type="radio" name="outcome" value="success" checked> Success: the money is paid</label>
<label><input type="radio" name="outcome" value="failure"> Failure: the card is refused</label>
<label><input type="radio" name="outcome" value="silence"> Silence: the shop hears nothing</label>
</fieldset>
<fieldset>
<legend>How the shop hears of it</legend>
<label>Late by <input type="number" name="late" value="0" min="0" max="3600" step="1" inputmode="numeric"> seconds</label>
<label><input type="checkbox" name="doubled"> Doubled: every message twice at once</label>
<label><input type="checkbox" name="outOfOrder"> Out of order: an older message after the final one</label>
</fieldset>
<button type="submit">Answer and go back to the shop</button>
</form>`,
  };
}
