// What the engine's work takes of its tables. `npm run bench -- capacity --keep` measures it and writes cost-units.json; a
// test measures again, so the figures cannot grow old.
import measured from "./cost-units.json" with { type: "json" };

export interface TableUnits {
  readonly writes: number;
  readonly reads: number;
}

export interface CostUnits {
  /** Of one accepted message: deciding, claiming, sending, counting. */
  readonly message: TableUnits;
  /** Of what the provider tells of one message: that it took it, and that it was delivered. */
  readonly feedback: TableUnits;
  /** Of one order: taking it in, folding it, planning the next look. */
  readonly order: TableUnits;
  /** Of one look at a customer who needs nothing. */
  readonly look: TableUnits;
  /** Of one tick with nobody due. */
  readonly idleTick: TableUnits;
  /** Of one item, as DynamoDB counts; a customer's is one with a long history. */
  readonly bytes: { readonly customer: number; readonly event: number; readonly message: number };
}

export const costUnits: CostUnits = measured;
