import type { ComponentProps } from "react";
import { Icon } from "./Icon.js";

type Props = Pick<ComponentProps<"button">, "className" | "onClick"> & {
  readonly icon: ComponentProps<typeof Icon>["name"];
  readonly label: string;
};

/** One line of a menu. */
export function MenuItem({ icon, label, ...rest }: Props) {
  return (
    <button type="button" {...rest}>
      <Icon name={icon} /> {label}
    </button>
  );
}
