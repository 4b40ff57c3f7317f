import { notifications } from "@mantine/notifications";

/** Says in passing that something was done. What failed is said where it failed, and stays there. */
export const notifyDone = (message: string): void => {
  notifications.show({ message, color: "teal", autoClose: 5_000 });
};
