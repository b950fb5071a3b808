/** Adds the ids in a text (separated by commas, semicolons or white space) to a list, each once. */
export function addIds(members: readonly string[], text: string): readonly string[] {
  const ids = text.split(/[\s,;]+/).filter((id) => id !== "");
  return [...new Set([...members, ...ids])];
}
