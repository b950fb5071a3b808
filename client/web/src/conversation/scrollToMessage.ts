const FLASH_MS = 1_600;

/** Brings a message of the list into sight and marks it for a moment. Returns whether the list has it. */
export function scrollToMessage(seq: number): boolean {
  const message = document.querySelector(`.message-list [data-seq="${seq}"]`);
  if (message === null) {
    return false;
  }

  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  message.scrollIntoView({ block: "center", behavior: isCalm ? "instant" : "smooth" });
  const outline = "3px solid var(--accent)";
  message
    .querySelector(".bubble")
    ?.animate([{ outline }, { outline, offset: 0.6 }, { outline: "3px solid transparent" }], FLASH_MS);
  message.querySelector<HTMLElement>("[aria-haspopup]")?.focus({ preventScroll: true });
  return true;
}
