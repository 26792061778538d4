import { formatMinor } from '../minor-units.js';
import { escapeHtml, messagePage } from '../pay-page.js';
import type { SandboxPayment } from './sandbox-store.js';

/** The page of the bank. Its form goes to its own address; the browser then goes back to the shop. */
export function sandboxPage({ reference, amount, currency }: SandboxPayment): string {
  const money = `${formatMinor(amount, currency)} ${currency}`;
  return messagePage(
    'Sandbox bank',
    `<p>This is a test bank: no money moves. Choose what it shall answer to the shop.</p>
<dl>
<dt>Amount</dt><dd>${escapeHtml(money)}</dd>
<dt>Reference</dt><dd>${escapeHtml(reference)}</dd>
</dl>
<form method="post">
<fieldset>
<legend>What becomes of the payment</legend>
<label><input type="radio" name="outcome" value="success" checked> Success: the money is paid</label><br>
<label><input type="radio" name="outcome" value="failure"> Failure: the card is refused</label><br>
<label><input type="radio" name="outcome" value="cancel"> Cancel: the customer has changed their mind</label><br>
<label><input type="radio" name="outcome" value="silence"> Silence: the money is paid, and the shop hears nothing</label><br>
<label><input type="radio" name="outcome" value="close"> Close: nothing happens at all</label>
</fieldset>
<fieldset>
<legend>How the shop hears of it</legend>
<label>Late by <input type="number" name="late" value="0" min="0" max="3600" step="1" inputmode="numeric"> seconds</label><br>
<label><input type="checkbox" name="doubled"> Doubled: every message twice at once</label><br>
<label><input type="checkbox" name="outOfOrder"> Out of order: an older message after the final one</label>
</fieldset>
<button type="submit">Answer and go back to the shop</button>
</form>`,
  );
}
