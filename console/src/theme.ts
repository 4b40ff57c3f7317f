import { Badge, type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

/** The glow of an ember. From shade 7 on white text on it is readable (WCAG 2.2 AA). */
const ember: MantineColorsTuple = [
  "#fff3ec",
  "#ffe3d3",
  "#ffc4a3",
  "#ffa26f",
  "#fb8446",
  "#f0702c",
  "#dd5a17",
  "#b8440c",
  "#96370c",
  "#74290a",
];

export const theme = createTheme({
  colors: { ember },
  primaryColor: "ember",
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  respectReducedMotion: true,
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  // A state that is cut off says nothing: the column takes the room that its word needs.
  components: { Badge: Badge.extend({ styles: { label: { overflow: "visible" } } }) },
  headings: { sizes: { h1: { fontSize: "1.75rem" }, h2: { fontSize: "1.25rem" }, h3: { fontSize: "1.05rem" } } },
});

/** Mantine's own greys and reds of text are too pale to be read by everybody (WCAG 2.2 AA, 4.5 : 1). */
export const readableColors: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": colors.gray[7],
    "--mantine-color-placeholder": colors.gray[7],
    "--mantine-color-error": colors.red[9],
  },
  dark: {
    "--mantine-color-dimmed": colors.dark[1],
    "--mantine-color-placeholder": colors.dark[1],
    "--mantine-color-error": colors.red[4],
  },
});
