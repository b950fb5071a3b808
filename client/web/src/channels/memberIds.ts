const USER_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** Whether a text can be somebody's id (docs/protocol.md, section 1). */
export function isUserId(text: string): boolean {
  return USER_ID.test(text);
}

/** Adds the ids in a text (separated by commas, semicolons or white space) to a list, each once. */
export function addIds(members: readonly string[], text: string): readonly string[] {
  const ids = text.split(/[\s,;]+/).filter((id) => id !== "");
  return [...new Set([...members, ...ids])];
}
