import type { Contact } from "@chat-functions/sdk";
import { useState } from "react";
import { useClient } from "../chat/clientContext.js";
import { Field } from "../ui/Field.js";
import { Modal } from "../ui/Modal.js";
import { useTask } from "../ui/useTask.js";
import { ContactLine } from "./ContactLine.js";
import { PeoplePicker } from "./PeoplePicker.js";
import type { useContacts } from "./useContacts.js";

interface Props {
  readonly contacts: ReturnType<typeof useContacts>;
  readonly onClose: () => void;
  readonly onOpen: (channelId: string) => void;
}

const sections = [
  ["incoming", "Requests"],
  ["accepted", "Contacts"],
  ["requested", "Asked"],
  ["blocked", "Blocked"],
] as const;

/** Contacts: requests to answer, people to write to, whom one has asked, whom one blocks. */
export function ContactsDialog({ contacts: { contacts, problem, reload }, onClose, onOpen }: Props) {
  const client = useClient();
  const [ids, setIds] = useState<readonly string[]>([]);
  const task = useTask();
  const ask = (asked: readonly string[]) => {
    setIds(asked);
    const userId = asked.at(-1);
    if (userId !== undefined) {
      void task.run(() => client.people.askContact(userId).then(reload)).then(() => setIds([]));
    }
  };
  const known = new Set(contacts?.map(({ userId }) => userId));

  return (
    <Modal title="Contacts" testId="contacts" onClose={onClose}>
      {(close) => (
        <>
          <Field label="Add somebody" help="They are asked first." problem={task.problem?.message ?? problem}>
            {(wiring) => (
              <PeoplePicker
                wiring={wiring}
                chosen={ids}
                isExcluded={(userId) => userId === client.me?.userId || known.has(userId)}
                onChange={ask}
              />
            )}
          </Field>
          {sections.map(([state, title]) => (
            <Section key={state} title={title} contacts={contacts?.filter((one) => one.state === state) ?? []}>
              {(contact) => (
                <ContactLine
                  contact={contact}
                  onChanged={reload}
                  onOpen={(channelId) => {
                    close();
                    onOpen(channelId);
                  }}
                />
              )}
            </Section>
          ))}
          {contacts?.length === 0 && <p className="hint">Nobody yet. Search above to ask somebody.</p>}
        </>
      )}
    </Modal>
  );
}

interface SectionProps {
  readonly title: string;
  readonly contacts: readonly Contact[];
  readonly children: (contact: Contact) => React.ReactNode;
}

function Section({ title, contacts, children }: SectionProps) {
  return contacts.length === 0 ? null : (
    <section className="section" aria-label={title}>
      <h3>{title}</h3>
      <ul className="lines">
        {contacts.map((contact) => (
          <li key={contact.userId} className="line" data-testid="contact" data-state={contact.state} data-user-id={contact.userId}>
            {children(contact)}
          </li>
        ))}
      </ul>
    </section>
  );
}
