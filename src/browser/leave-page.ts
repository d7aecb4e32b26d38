import { ExitThisPage } from 'govuk-frontend';

/**
 * The official "Exit this page", which also takes this page's own place in the history: the
 * back button then passes over it.
 */
export class LeavePage extends ExitThisPage {
  override exitPage(): void {
    super.exitPage();
    window.location.replace(this.$button.href);
  }
}
