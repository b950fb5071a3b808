import { Icon } from "../ui/Icon.js";

/** Why somebody cannot write here. */
export type Hindrance = "gone" | "archived" | "readonly";

const words: Readonly<Record<Hindrance, string>> = {
  gone: "You are not in this conversation any more.",
  archived: "This conversation is archived: nobody can write here.",
  readonly: "You may read here, but not write.",
};

/** Stands where the composer would. */
export function ComposerNotice({ why }: { readonly why: Hindrance }) {
  return (
    <p className="composer-notice" role="status" data-testid="composer-notice" data-why={why}>
      <Icon name={why === "archived" ? "archive" : why === "gone" ? "exit" : "info"} /> {words[why]}
    </p>
  );
}
