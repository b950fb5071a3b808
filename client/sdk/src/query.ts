/** Values of a query, those that are given. */
export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;

export function query(values: QueryValues): string {
  const given = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}
