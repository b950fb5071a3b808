import { ChatError } from "@chat-functions/sdk";
import { useCallback, useEffect, useRef, useState } from "react";
import { plainWords } from "./plainWords.js";

/** What is wrong, and at which field, if at one. */
export interface Problem {
  readonly field: string | undefined;
  readonly message: string;
}

/** The course of something that takes a request: busy, then done or a problem. */
export function useTask() {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  /** `onDone` is not called for who has closed the form meanwhile: nobody is taken anywhere who cancelled. */
  const run = useCallback(async <T>(work: () => Promise<T>, onDone?: (result: T) => void): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const result = await work();
      if (isShown.current) {
        onDone?.(result);
      }
    } catch (thrown) {
      // `members[1]` is a problem of the field `members`.
      const field = ChatError.from(thrown).field?.split(/[.[]/)[0];
      setProblem({ field, message: plainWords(thrown) });
    }

    setBusy(false);
  }, []);

  return { isBusy, problem, setProblem, run, clear: () => setProblem(undefined) };
}
