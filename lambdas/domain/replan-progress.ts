/** How far the back-fill of a publication has come: every customer is looked at for the due time that the new rules give. */

/** One chain of a replan, as far as its progress goes. Instants are epoch milliseconds. */
export interface ReplanJob {
  readonly segment: number;
  readonly fingerprint: string;
  readonly status: "running" | "done";
  readonly lookedAt?: number;
  readonly replanned: number;
  /** Customers of this segment when it was last walked to its end. */
  readonly counted?: number;
  readonly startedAt: number;
  readonly updatedAt: number;
}

export interface SegmentProgress {
  readonly segment: number;
  readonly status: "waiting" | "running" | "done";
  readonly lookedAt: number;
  /** Customers whose due time moved. */
  readonly replanned: number;
  readonly startedAt?: number;
  readonly updatedAt?: number;
}

export interface ReplanProgress {
  readonly status: "waiting" | "running" | "done";
  readonly lookedAt: number;
  readonly replanned: number;
  /** An estimate until it is done; then what was counted. */
  readonly total: number;
  /** Whole percent; 100 only once every segment is done. */
  readonly percent: number;
  readonly segments: readonly SegmentProgress[];
}

export interface ProgressQuery {
  /** Of the published snapshot: a job for other rules has yet to begin anew. */
  readonly fingerprint: string;
  readonly segments: number;
  readonly jobs: readonly ReplanJob[];
  /** Customers in the table, as far as the table knows: it counts every six hours. */
  readonly estimate: number;
}

const segmentProgress = (segment: number, job: ReplanJob | undefined): SegmentProgress =>
  job === undefined
    ? { segment, status: "waiting", lookedAt: 0, replanned: 0 }
    : {
        segment,
        status: job.status,
        lookedAt: job.lookedAt ?? 0,
        replanned: job.replanned,
        startedAt: job.startedAt,
        updatedAt: job.updatedAt,
      };

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const statusOf = (parts: readonly SegmentProgress[]): ReplanProgress["status"] => {
  if (parts.every(({ status }) => status === "done")) return "done";
  return parts.every(({ status }) => status === "waiting") ? "waiting" : "running";
};

export const replanProgress = ({ fingerprint, segments, jobs, estimate }: ProgressQuery): ReplanProgress => {
  const parts = Array.from({ length: segments }, (_, segment) =>
    segmentProgress(
      segment,
      jobs.find((job) => job.segment === segment && job.fingerprint === fingerprint),
    ),
  );
  const status = statusOf(parts);
  const lookedAt = sum(parts.map((part) => part.lookedAt));
  const counted = sum(jobs.map((job) => job.counted ?? 0));
  const total = status === "done" ? lookedAt : Math.max(lookedAt, counted, estimate);
  const reached = total === 0 ? 0 : Math.min(99, Math.floor((100 * lookedAt) / total));
  const replanned = sum(parts.map((part) => part.replanned));
  return { status, lookedAt, replanned, total, percent: status === "done" ? 100 : reached, segments: parts };
};
