/** What a partnership calls itself and its colours, as `#rrggbb`. It comes from the profile. */
export type Identity = {
  name: string;
  strapline: string;
  organisation: string;
  colours: { brand: string; brandDark: string; accent: string };
};
