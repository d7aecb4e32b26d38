/** What has become of a place, from the months in which it was hot and those in which it was not. */
export type PlaceClass =
  'new' | 'intensifying' | 'diminishing' | 'persistent' | 'sporadic' | 'none';

/** Fewer months than this are too few to tell anything. */
export const fewestMonths = 6;

/** How many of the latest months count as recent. */
export const recentMonths = 3;

/** The share of months from which a place that is hot is so nearly always. */
export const persistentShare = 0.8;

/** A rise or fall is called one when chance would bring as much in at most this share of places. */
export const changeChance = 0.05;

/** What a class means, for people to read. */
export type PlaceRule = {
  readonly class: PlaceClass;
  readonly title: string;
  /** With fewer months known, no place is of this class. */
  readonly minimumMonths: number;
  /** The rule with its numbers. */
  readonly rule: string;
  /** One plain sentence. */
  readonly sentence: string;
};

/**
 * The classes in the order in which they are tried: the first that fits is the one. Months that are not known
 * are passed over.
 *
 * Ours, after the emerging hot spots of geographers' desktop programs, which ask that a place be hot in nine
 * months of ten before a rise or fall in it is looked for, and look for it in z values (H. B. Mann,
 * Nonparametric tests against trend, Econometrica 13 (1945)). Here only hot or not is known, so a rise is that
 * the hot months gather in the later half: R. A. Fisher’s exact test, The logic of inductive inference, Journal
 * of the Royal Statistical Society 98 (1935).
 */
export const placeRules: readonly PlaceRule[] = [
  {
    class: 'new',
    title: 'New',
    minimumMonths: fewestMonths,
    rule: 'Hot in the latest month, and in none before the latest 3.',
    sentence:
      'This place is hot now and was not before. One or two months can be chance: look again next month.',
  },
  {
    class: 'intensifying',
    title: 'Intensifying',
    minimumMonths: 8,
    rule: 'More of its hot months are in the later half than chance would put there in 1 place of 20.',
    sentence: 'This place is hot more often than it used to be.',
  },
  {
    class: 'diminishing',
    title: 'Diminishing',
    minimumMonths: 8,
    rule: 'More of its hot months are in the earlier half than chance would put there in 1 place of 20.',
    sentence: 'This place is hot less often than it used to be.',
  },
  {
    class: 'persistent',
    title: 'Persistent',
    minimumMonths: fewestMonths,
    rule: 'Hot in at least 8 months of 10, without a clear rise or fall.',
    sentence: 'This place is hot nearly all the time.',
  },
  {
    class: 'sporadic',
    title: 'Sporadic',
    minimumMonths: fewestMonths,
    rule: 'Hot in some months, fewer than 8 of 10, without a clear rise or fall.',
    sentence:
      'This place is hot now and then, and nobody can say that it is getting worse or better.',
  },
  {
    class: 'none',
    title: 'Never hot',
    minimumMonths: fewestMonths,
    rule: 'Hot in no month.',
    sentence: 'This place was not hot in any of these months.',
  },
];

/** What is said of every place when fewer months are known than any class needs. */
export const tooFewMonths = {
  title: 'Too few months to tell',
  rule: 'Fewer than 6 months are known.',
  sentence: 'There are too few months to tell what is becoming of this place.',
} as const;
