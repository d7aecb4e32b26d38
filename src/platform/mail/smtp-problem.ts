import { DeliveryProblem } from './transport.ts';

type SmtpError = {
  code?: unknown;
  command?: unknown;
  responseCode?: unknown;
  response?: unknown;
  permanent?: unknown;
  originalCode?: unknown;
};

const unreachable = 'The mail server could not be reached.';
const certificateProblem = /CERT|SIGNED|UNABLE_TO|SSL|TLS/;
const sentences: Readonly<Record<string, string>> = {
  EDNS: 'The name of the mail server could not be found.',
  ETLS: 'The connection to the mail server could not be encrypted.',
  EAUTH: 'The mail server did not accept the name and password in SMTP_URL.',
  EPROTOCOL: 'The mail server answered something that is not SMTP.',
};

/**
 * What went wrong with a mail server, in plain words. Nothing that the server said is repeated but
 * its code, since servers quote what was sent to them. `isBegun`: the message was on its way.
 */
export function explainSmtpError(problem: unknown, isBegun: boolean): DeliveryProblem {
  const { code, command, responseCode, response, permanent, originalCode } = problem as SmtpError;
  if (typeof responseCode === 'number' && (code === 'EENVELOPE' || code === 'EMESSAGE')) {
    const isFinal = permanent === true && command !== 'MAIL FROM';
    return new DeliveryProblem(
      `${isFinal ? 'The mail server refused' : 'The mail server did not take'} ${whatOf(command)} (${codesIn(responseCode, response)}).`,
      { isFinal },
    );
  }
  const isTurnedAway = typeof responseCode === 'number' && code !== 'EAUTH' && code !== 'ETLS';
  if (isTurnedAway) {
    return new DeliveryProblem(
      `The mail server turned us away (${codesIn(responseCode, response)}).`,
    );
  }
  if (isBegun) {
    return new DeliveryProblem(
      'The mail server did not say whether it took the mail. It may have arrived.',
      { isUnanswered: true },
    );
  }
  const cause = certificateProblem.test(String(originalCode)) ? 'ETLS' : String(code);
  return new DeliveryProblem(sentences[cause] ?? unreachable);
}

function whatOf(command: unknown): string {
  if (command === 'RCPT TO') return 'the address';
  if (command === 'MAIL FROM') return 'mail from the address in MAIL_FROM';
  return 'the mail';
}

function codesIn(responseCode: number, response: unknown): string {
  const detail = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(String(response))?.[1];
  return detail === undefined ? String(responseCode) : `${responseCode} ${detail}`;
}
