import type { FieldErrors } from '#platform/forms/parse-form.ts';
import { authenticatorAddress } from './authenticator.ts';
import { CodeInput } from './code-input.tsx';
import { QrPicture } from './qr-picture.tsx';
import type { AuthenticatorOffer } from './set-up-second-step.ts';

export type AuthenticatorFieldsProps = {
  offer: AuthenticatorOffer;
  /** What the app will show beside its codes. */
  service: string;
  email: string;
};

/** The secret to give to an authenticator app, as a picture and as text, and room for its first code. */
export function AuthenticatorFields({
  offer,
  service,
  email,
  errors,
}: AuthenticatorFieldsProps & { errors: FieldErrors | undefined }) {
  const inGroups = offer.secret.match(/.{1,4}/g)?.join(' ');
  return (
    <>
      <input type="hidden" name="attempt" value={offer.attempt} />
      <ol class="govuk-list govuk-list--number">
        <li>
          Open an authenticator app on your phone. If you have none, get one from your phone’s app
          store, or use the one your agency gives you.
        </li>
        <li>
          Scan this picture with the app.
          <QrPicture
            text={authenticatorAddress(offer.secret, { service, email })}
            title="QR code that sets up an authenticator app"
          />
          If you cannot scan it, type this key into the app:{' '}
          <code class="app-code" data-authenticator-key>
            {inGroups}
          </code>
        </li>
        <li>Give the code that the app now shows.</li>
      </ol>
      <CodeInput errors={errors} />
    </>
  );
}
