import { notifications } from "@mantine/notifications";
import i18next from "i18next";

const close = (): string => i18next.t("close", { ns: "common" });

/** Says in passing that something was done. What failed is said where it failed, and stays there. */
export const notifyDone = (message: string): void => {
  notifications.show({ message, color: "teal", autoClose: 5_000, closeButtonProps: { "aria-label": close() } });
};
