/** What ids are called on a page: agencies and legal powers, gone ones too. */
export type Names = {
  agencies: ReadonlyMap<string, string>;
  gateways: ReadonlyMap<string, string>;
};

export function nameIn(names: ReadonlyMap<string, string>, id: string): string {
  return names.get(id) ?? id;
}
