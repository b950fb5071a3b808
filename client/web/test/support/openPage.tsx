import { act, render, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { CHANNEL } from "../../../sdk/test/support/entries.js";
import { FakeService } from "../../../sdk/test/support/fakeService.js";
import { ClientContext } from "../../src/chat/clientContext.js";
import { Conversation } from "../../src/conversation/Conversation.js";

/** Ann's page with a conversation open, on a service of its own. */
export async function openPage(service: FakeService) {
  const client = service.client();
  await act(async () => {
    client.start();
    await service.time.run(0);
  });
  const user = userEvent.setup();
  const goTo = () => undefined;
  const page = render(
    <ClientContext value={client}>
      <Conversation channelId={CHANNEL} isFocusWanted onGo={goTo} />
    </ClientContext>,
  );
  /** Lets everything arrive that is on its way. */
  const settle = () => act(async () => service.time.run(0));
  await settle();

  const texts = () => page.queryAllByTestId("message-text").map(({ textContent }) => textContent);
  const message = (seq: number) => page.container.querySelector<HTMLElement>(`.message-list [data-seq="${seq}"]`)!;
  const openMenu = async (seq: number) => {
    await user.click(message(seq).querySelector("[aria-haspopup]")!);
    return page.getByRole("dialog", { name: "Message actions" });
  };
  const choose = async (seq: number, name: string) => {
    const menu = await openMenu(seq);
    await user.click(within(menu).getByRole("button", { name }));
    await settle();
  };
  const arrive = (...written: Parameters<FakeService["broadcast"]>) => act(async () => service.broadcast(...written));
  return { page, user, client, settle, texts, message, openMenu, choose, arrive };
}
