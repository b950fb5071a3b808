import type { Me } from "@chat-functions/sdk";
import { useEffect, useState } from "react";
import { useClient } from "../chat/clientContext.js";
import { Avatar } from "../ui/Avatar.js";
import { FormDialog } from "../ui/FormDialog.js";
import { Switch } from "../ui/Switch.js";
import { problemElsewhere, TextFields } from "../ui/TextFields.js";
import { useTask } from "../ui/useTask.js";

interface Form {
  readonly displayName: string;
  readonly statusText: string;
  readonly avatarUrl: string;
  readonly locale: string;
  readonly readReceipts: boolean;
}

const fields = [
  ["displayName", "Name", "Empty: what your sign-in says.", 64],
  ["statusText", "Status", "A few words that others see under your name.", 140],
  ["avatarUrl", "Picture", "An address that begins with https://", 500],
  ["locale", "Language", "Such as en or de-CH. Others do not see it.", 35],
] as const;

/** One's own profile. */
export function ProfileDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useClient();
  const { isBusy, problem, run, clear } = useTask();
  const reading = useTask();
  const { run: read } = reading;
  const [me, setMe] = useState<Me>();
  const [form, setForm] = useState<Form>();
  useEffect(() => {
    void read(() => client.people.me(), (profile) => {
      setMe(profile);
      setForm(formOf(profile));
    });
  }, [client, read]);
  const change = (part: Partial<Form>) => {
    setForm((now) => now && { ...now, ...part });
    clear();
  };
  const save = () => {
    if (me !== undefined && form !== undefined) {
      void run(() => client.people.updateMe(changesOf(formOf(me), form)), onClose);
    }
  };

  return (
    <FormDialog
      title="Your profile"
      action="Save"
      isBusy={isBusy || form === undefined}
      problem={reading.problem?.message ?? problemElsewhere(fields, problem)}
      onSubmit={save}
      onClose={onClose}
    >
      <div className="profile-head">
        <Avatar id={client.me?.userId ?? ""} name={form?.displayName ?? "…"} url={form?.avatarUrl || undefined} size="large" />
        <p className="soft">
          Your id is <code>{client.me?.userId}</code>
        </p>
      </div>
      <TextFields fields={fields} form={form} problem={problem} onChange={(name, text) => change({ [name]: text })} />
      <Switch
        label="Read receipts"
        help="Others see how far you have read."
        isOn={form?.readReceipts ?? true}
        isBusy={form === undefined}
        onChange={(readReceipts) => change({ readReceipts })}
      />
    </FormDialog>
  );
}

function formOf({ displayName, statusText = "", avatarUrl = "", locale = "", settings }: Me): Form {
  return { displayName, statusText, avatarUrl, locale, readReceipts: settings.readReceipts };
}

/** Only what was changed; what was emptied is taken back. */
function changesOf(before: Form, { readReceipts, ...texts }: Form) {
  const changed = Object.entries(texts).filter(([name, text]) => text.trim() !== before[name as keyof Form]);
  const settings = readReceipts === before.readReceipts ? {} : { settings: { readReceipts } };
  return { ...Object.fromEntries(changed.map(([name, text]) => [name, text.trim() === "" ? null : text.trim()])), ...settings };
}
