import { CompositeChart } from "@mantine/charts";
import "@mantine/charts/styles.css";

export interface LiftPictureProps {
  /** Points, such as 2.1; `range` is the least and the most. */
  readonly data: readonly {
    readonly day: string;
    readonly estimate: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly labels: { readonly estimate: string; readonly low: string; readonly high: string };
  readonly height: number;
  readonly format: (value: number) => string;
}

/** The estimate as a line, the range as two dashed ones. */
const LiftPicture = ({ data, labels, height, format }: LiftPictureProps) => (
  <CompositeChart
    h={height}
    data={data.map((row) => ({ ...row }))}
    dataKey="day"
    series={[
      { name: "high", type: "line", label: labels.high, color: "indigo.4", strokeDasharray: "5 5" },
      { name: "estimate", type: "line", label: labels.estimate, color: "indigo.6" },
      { name: "low", type: "line", label: labels.low, color: "indigo.4", strokeDasharray: "5 5" },
    ]}
    referenceLines={[{ y: 0, color: "gray.6" }]}
    withDots={data.length < 15}
    withLegend
    valueFormatter={format}
    curveType="linear"
    lineProps={{ isAnimationActive: false }}
    tooltipAnimationDuration={0}
  />
);

export default LiftPicture;
