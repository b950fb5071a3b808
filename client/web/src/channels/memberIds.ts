const USER_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** Whether a text can be somebody's id (docs/protocol.md, section 1). */
export function isUserId(text: string): boolean {
  return USER_ID.test(text);
}
