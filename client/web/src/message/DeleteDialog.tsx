import { FormDialog } from "../ui/FormDialog.js";
import { useConversation } from "../conversation/conversationContext.js";
import type { MessageBody } from "./shownMessage.js";

interface Props {
  readonly seq: number;
  readonly body: MessageBody;
  readonly onClose: () => void;
}

/** Asks first: nothing brings a deleted message back. */
export function DeleteDialog({ seq, body, onClose }: Props) {
  const { change } = useConversation();
  const remove = () => {
    onClose();
    change((channel) => channel.delete(seq));
  };
  return (
    <FormDialog
      title="Delete this message?"
      action="Delete"
      isDangerous
      isBusy={false}
      problem={undefined}
      onSubmit={remove}
      onClose={onClose}
    >
      <blockquote className="doomed" dir="auto">
        {body.text}
      </blockquote>
      <p className="help">It is removed for everybody, and cannot be brought back.</p>
    </FormDialog>
  );
}
