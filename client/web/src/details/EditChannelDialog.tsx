import type { ChannelAdmin, ChannelDetails } from "@chat-functions/sdk";
import { useState } from "react";
import { FormDialog } from "../ui/FormDialog.js";
import { problemElsewhere, TextFields } from "../ui/TextFields.js";
import { useTask } from "../ui/useTask.js";

const fields = [
  ["name", "Name", "Everybody in the group sees it.", 100],
  ["topic", "Topic", "What it is about.", 250],
  ["avatarUrl", "Picture", "An address that begins with https://", 500],
] as const;

interface Props {
  readonly details: ChannelDetails;
  readonly admin: ChannelAdmin;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Name, topic and picture of a group. */
export function EditChannelDialog({ details, admin, onDone, onClose }: Props) {
  const { isBusy, problem, run, clear } = useTask();
  const before = { name: details.name ?? "", topic: details.topic ?? "", avatarUrl: details.avatarUrl ?? "" };
  const [form, setForm] = useState(before);
  const save = () => {
    const changed = fields.map(([name]) => [name, form[name].trim()] as const).filter(([name, text]) => text !== before[name]);
    // An empty topic is none; an empty name is for the back-end to refuse.
    const changes = changed.map(([name, text]) => [name, text === "" && name !== "name" ? null : text] as const);
    void run(() => admin.update(Object.fromEntries(changes)), onDone);
  };

  return (
    <FormDialog
      title="About this group"
      action="Save"
      isBusy={isBusy}
      problem={problemElsewhere(fields, problem)}
      onSubmit={save}
      onClose={onClose}
    >
      <TextFields
        fields={fields}
        form={form}
        problem={problem}
        focused="name"
        onChange={(name, text) => {
          setForm({ ...form, [name]: text });
          clear();
        }}
      />
    </FormDialog>
  );
}
