import type { Columns } from "./columns.ts";
import type { Intake, IntakeQuestion, Taken } from "./intake.ts";
import { createProductReader, type ProductField } from "./product-rows.ts";
import { createTally, type TallyFigures } from "./tally.ts";

export interface ProductPlace {
  readonly tally: TallyFigures;
  readonly valuesLeftOut: number;
  readonly firstLines: readonly (readonly [string, number])[];
}

type ProductQuestion = Pick<IntakeQuestion<Columns<ProductField>>, "columns" | "onReject">;

/** The catalogue of a file. Of two rows with one id the first counts. */
export const createProductIntake = ({ columns, onReject }: ProductQuestion, from?: ProductPlace): Intake => {
  const tally = createTally({ ...(from && { from: from.tally }), ...(onReject && { onReject }) });
  const firstLines = new Map(from?.firstLines ?? []);
  const read = createProductReader(columns, tally, firstLines);
  let valuesLeftOut = from?.valuesLeftOut ?? 0;

  return {
    take: (rows) =>
      rows.flatMap((row): readonly Taken[] => {
        const found = read(row);
        if (found === undefined) return [];
        valuesLeftOut += found.left;
        return [{ kind: "product", product: found.product }];
      }),
    finish: () => [],
    figures: () => ({
      ...tally.figures(),
      ...{ customers: 0, orders: 0, cancellations: 0, products: firstLines.size, valuesLeftOut },
    }),
    place: (): ProductPlace => ({ tally: tally.figures(), valuesLeftOut, firstLines: [...firstLines] }),
  };
};
