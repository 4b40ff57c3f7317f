import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./styles.css";
import "./without-eval.ts";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { BeforeSession } from "./session/before-session.tsx";
import { startSession } from "./session/start-session.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root");
const started = await startSession();
createRoot(root).render(started.kind === "ready" ? <App /> : <BeforeSession started={started} />);
