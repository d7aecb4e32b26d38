/**
 * The id to give to something in an area's row of the table, best the link with its name: the map's script
 * finds the row by it, shows its cells when the area is picked, and leads there.
 */
export function mapRowId(mapId: string, areaId: string): string {
  return `${mapId}-row-${areaId}`;
}
