import { CompositeChart } from "@mantine/charts";
import "@mantine/charts/styles.css";

export interface PictureSeries {
  readonly name: string;
  readonly label: string;
  readonly color: string;
  readonly type: "bar" | "line" | "area";
  /** Bounds, and what is only for comparison. */
  readonly dashed?: true;
}

export interface PictureProps {
  readonly data: readonly Readonly<Record<string, string | number>>[];
  /** The key of what stands below. */
  readonly by: string;
  readonly series: readonly PictureSeries[];
  readonly height: number;
  readonly format: (value: number) => string;
  readonly withDots?: boolean;
}

/** Bars side by side and lines over them. Loaded by itself, because the charts weigh more than all pages together. */
const Picture = ({ data, by, series, height, format, withDots = false }: PictureProps) => (
  <CompositeChart
    h={height}
    data={data.map((row) => ({ ...row }))}
    dataKey={by}
    series={series.map(({ dashed, ...one }) => ({ ...one, ...(dashed && { strokeDasharray: "5 5" }) }))}
    withDots={withDots}
    withLegend={series.length > 1}
    valueFormatter={format}
    curveType="linear"
    maxBarWidth={48}
    lineProps={{ isAnimationActive: false }}
    barProps={{ isAnimationActive: false }}
    areaProps={{ isAnimationActive: false }}
    tooltipAnimationDuration={0}
  />
);

export default Picture;
