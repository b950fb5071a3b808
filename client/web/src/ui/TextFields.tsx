import { Field } from "./Field.js";
import type { Problem } from "./useTask.js";

/** Its name in the form, label, help, and how many characters fit. */
export type TextField<Name extends string> = readonly [name: Name, label: string, help: string, maxLength: number];

interface Props<Name extends string> {
  readonly fields: readonly TextField<Name>[];
  readonly form: Readonly<Record<Name, string>> | undefined;
  readonly problem: Problem | undefined;
  /** The field that has the focus first. */
  readonly focused?: Name;
  readonly onChange: (name: Name, text: string) => void;
}

/** Lines of text, each with its problem; disabled until there is something to show. */
export function TextFields<Name extends string>({ fields, form, problem, focused, onChange }: Props<Name>) {
  return fields.map(([name, label, help, maxLength]) => (
    <Field key={name} label={label} help={help} problem={problem?.field === name ? problem.message : undefined}>
      {(wiring) => (
        <input
          {...wiring}
          value={form?.[name] ?? ""}
          disabled={form === undefined}
          maxLength={maxLength}
          autoFocus={name === focused}
          autoComplete="off"
          onChange={(event) => onChange(name, event.target.value)}
        />
      )}
    </Field>
  ));
}

/** A problem that none of the fields shows. */
export function problemElsewhere(fields: readonly TextField<string>[], problem: Problem | undefined): string | undefined {
  return fields.some(([name]) => name === problem?.field) ? undefined : problem?.message;
}
