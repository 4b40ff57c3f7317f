import { Badge } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconClock,
  IconEyeOff,
  IconHelp,
  IconSend,
  IconX,
} from "@tabler/icons-react";
import { useWords } from "../../words/define-words.ts";
import { outcomeWords } from "../../words/outcomes.ts";
import type { ListedMessage } from "./messages.ts";

type Status = ListedMessage["status"];

const looks: Readonly<Record<Status, { readonly color: string; readonly icon: typeof IconX }>> = {
  "held-out": { color: "gray", icon: IconEyeOff },
  submitting: { color: "blue", icon: IconSend },
  released: { color: "blue", icon: IconClock },
  accepted: { color: "teal", icon: IconSend },
  delivered: { color: "teal", icon: IconCircleCheck },
  bounced: { color: "red", icon: IconX },
  complained: { color: "red", icon: IconAlertTriangle },
  failed: { color: "red", icon: IconX },
  expired: { color: "gray", icon: IconClock },
  withdrawn: { color: "gray", icon: IconArrowBackUp },
  "in-doubt": { color: "yellow", icon: IconHelp },
  parked: { color: "orange", icon: IconHelp },
};

/** Where a message stands, by a word and a sign as well as a colour. */
export const StatusBadge = ({ status }: { readonly status: Status }) => {
  const say = useWords(outcomeWords);
  const { color, icon: Icon } = looks[status];
  return (
    <Badge
      variant="default"
      tt="none"
      leftSection={<Icon size={12} aria-hidden color={`var(--mantine-color-${color}-filled)`} />}
    >
      {say(`status.${status}`)}
    </Badge>
  );
};
