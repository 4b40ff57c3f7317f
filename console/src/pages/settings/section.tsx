export { Section } from "../../parts/section.tsx";
