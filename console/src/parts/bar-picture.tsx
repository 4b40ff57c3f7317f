import { BarChart } from "@mantine/charts";
import "@mantine/charts/styles.css";

export interface BarSeries {
  readonly name: string;
  readonly label: string;
  readonly color: string;
}

export interface BarPictureProps {
  readonly data: readonly Readonly<Record<string, string | number>>[];
  /** The key of what the bars stand for. */
  readonly by: string;
  readonly series: readonly BarSeries[];
  readonly height: number;
  /** Bars that lie, for long names. */
  readonly lying?: boolean;
  readonly format: (value: number) => string;
}

/** Stacked bars. Loaded by itself, because the charts weigh more than all pages together. */
const BarPicture = ({ data, by, series, height, lying = false, format }: BarPictureProps) => (
  <BarChart
    h={height}
    data={data.map((row) => ({ ...row }))}
    dataKey={by}
    series={series.map((one) => ({ ...one }))}
    type="stacked"
    orientation={lying ? "vertical" : "horizontal"}
    {...(lying && { yAxisProps: { width: 170 } })}
    withLegend={series.length > 1}
    valueFormatter={format}
    barProps={{ isAnimationActive: false }}
    tooltipAnimationDuration={0}
  />
);

export default BarPicture;
