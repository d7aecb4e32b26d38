/** A legal power to share, as far as its limits are a matter of data. */
export type Gateway = {
  id: string;
  name: string;
  /** Both giver and receiver must be bodies of the Serious Violence Duty's gateway. */
  membersOnly: boolean;
  barsPatientInformation: boolean;
  /** A health or social care authority may give nothing about a person under it. */
  barsHealthOrSocialCare: boolean;
  /** May what was recorded for law enforcement be used for another purpose (DPA 2018 s.36(4))? */
  allowsOtherUse: boolean;
};

/** What the law asks of an agency before it is let through. */
export type PartyStanding = {
  id: string;
  name: string;
  /** One of the bodies of PCSC Act 2022 s.16(2). */
  isInDutyGateway: boolean;
  isHealthOrSocialCare: boolean;
};
