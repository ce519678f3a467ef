/** Does something once things have been quiet for a while. */
export interface Debounced {
  /** Milliseconds of quiet begin anew. */
  soon(): void;
  cancel(): void;
}

export function debounce(run: () => void, milliseconds: number): Debounced {
  let timer: NodeJS.Timeout | undefined;
  return {
    soon() {
      clearTimeout(timer);
      timer = setTimeout(run, milliseconds);
    },
    cancel: () => clearTimeout(timer),
  };
}
