/** What the panel beside a conversation shows. */
export type PanelContent =
  | { readonly kind: "details" }
  | { readonly kind: "pinned" }
  | { readonly kind: "thread"; readonly seq: number }
  | { readonly kind: "around"; readonly seq: number };
