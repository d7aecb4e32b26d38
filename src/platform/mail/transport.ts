/** A mail as it is handed over. */
export type MailToHandOver = {
  /** The same at every try, so that whoever takes it can tell a second one. */
  id: string;
  to: string;
  subject: string;
  text: string;
  /** An earlier try ended without an answer: it may have been taken then. */
  wasUnanswered: boolean;
};

/** A way for mail to leave. */
export type MailTransport = {
  name: 'smtp' | 'notify';
  /** Could tell a second handing over of the same mail from the first, so that none arrives twice. */
  isOnceOnly: boolean;
  /** Gives the name the other side knows it by. Throws DeliveryProblem. */
  handOver(mail: MailToHandOver): Promise<{ reference: string | undefined }>;
};

/** Why a mail was not taken, in words for an administrator that hold nothing of the mail. */
export class DeliveryProblem extends Error {
  /** Trying again cannot help: this mail was refused, and not only now. */
  readonly isFinal: boolean;
  /** Nobody said no, so it may have been taken all the same. */
  readonly isUnanswered: boolean;

  constructor(
    message: string,
    { isFinal = false, isUnanswered = false }: { isFinal?: boolean; isUnanswered?: boolean } = {},
  ) {
    super(message);
    this.isFinal = isFinal;
    this.isUnanswered = isUnanswered;
  }
}
