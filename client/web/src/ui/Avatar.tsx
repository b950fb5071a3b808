import type { CSSProperties } from "react";

interface Props {
  /** Decides the colour: the same id has the same everywhere. */
  readonly id: string;
  readonly name: string;
}

export function Avatar({ id, name }: Props) {
  return (
    <span className="avatar" style={{ "--hue": hueOf(id) } as CSSProperties} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter((word) => word.length > 0);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...(word ?? "?")][0]?.toUpperCase() ?? "?").join("");
}

function hueOf(id: string): number {
  return [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
}
