import type { Problem } from "./useTask.js";

/** What went wrong, if something did. */
export function ProblemLine({ problem }: { readonly problem: Problem | undefined }) {
  return problem === undefined ? null : (
    <p className="problem" role="alert">
      {problem.message}
    </p>
  );
}
