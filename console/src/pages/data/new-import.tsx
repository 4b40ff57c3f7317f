import { Alert, Button, FileButton, Group, Paper, Progress, Radio, Stack, Text, Title } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { answered } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import { useMay } from "../../api/use-session.ts";
import { FailureText } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { importWords } from "./import-words.ts";
import { uploadFile } from "./upload-file.ts";

const kinds = ["orders", "customers", "products"] as const;
type Kind = (typeof kinds)[number];

/** The API's own limit, said before anything is uploaded. */
const bytesMax = 500 * 1024 * 1024;

type Trouble =
  | { readonly kind: "file"; readonly key: "tooLarge" | "emptyFile" | "uploadFailed" }
  | { readonly kind: "api"; readonly error: unknown };

const troubleWith = (file: File): Trouble | undefined => {
  if (file.size === 0) return { kind: "file", key: "emptyFile" };
  return file.size > bytesMax ? { kind: "file", key: "tooLarge" } : undefined;
};

/** Uploads at once and leads on to the first look, where the import is started, or not. */
const useUpload = (holds: Kind) => {
  const navigate = useNavigate();
  const [state, setState] = useState<{
    readonly fileName?: string;
    readonly share?: number;
    readonly trouble?: Trouble;
  }>({});
  const put = async (file: File): Promise<void> => {
    setState({ fileName: file.name, share: 0 });
    const json = { fileName: file.name.slice(0, 200), size: file.size, holds };
    const made = await answered(api.imports.$post({ json })).catch((error: unknown) => {
      setState({ trouble: { kind: "api", error } });
    });
    if (made === undefined) return;
    try {
      await uploadFile(made.uploadUrl, file, (share) => setState({ fileName: file.name, share }));
      await navigate(`/data/imports/${made.import.importId}`);
    } catch {
      setState({ trouble: { kind: "file", key: "uploadFailed" } });
    }
  };
  const choose = (file: File | null): void => {
    if (file === null) return;
    const trouble = troubleWith(file);
    if (trouble === undefined) void put(file);
    else setState({ trouble });
  };
  return { state, choose };
};

export const NewImport = () => {
  const say = useWords(importWords);
  const { percent } = useFormat();
  const may = useMay("import-data");
  const [holds, setHolds] = useState<Kind>("orders");
  const { state, choose } = useUpload(holds);
  if (!may) return null;
  const { fileName, share, trouble } = state;
  return (
    <Paper withBorder p="md" mb="lg" component="section" aria-label={say("begin")}>
      <Stack>
        <div>
          <Title order={2}>{say("begin")}</Title>
          <Text c="dimmed">{say("beginLead")}</Text>
        </div>
        <Radio.Group label={say("holdsLabel")} value={holds} onChange={(next) => setHolds(next as Kind)}>
          <Stack gap="xs" mt="xs">
            {kinds.map((kind) => (
              <Radio key={kind} value={kind} label={say(`holds.${kind}`)} description={say(`holdsHint.${kind}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Group gap="sm">
          <FileButton onChange={choose} accept=".csv,.tsv,.txt,text/csv" inputProps={{ "aria-label": say("choose") }}>
            {(props) => (
              <Button {...props} leftSection={<IconFileUpload size={18} aria-hidden />} loading={share !== undefined}>
                {say(trouble === undefined ? "choose" : "chooseAnother")}
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed">
            {say("dropHint")}
          </Text>
        </Group>
        {share !== undefined && (
          <div role="status">
            <Text size="sm">{say("uploading", { fileName: fileName ?? "", percent: percent(share, 0) })}</Text>
            <Progress value={share * 100} aria-label={say("uploading", { fileName: fileName ?? "", percent: "" })} />
          </div>
        )}
        {trouble !== undefined && (
          <Alert color="red" role="alert">
            {trouble.kind === "file" ? say(trouble.key) : <FailureText error={trouble.error} />}
          </Alert>
        )}
      </Stack>
    </Paper>
  );
};
