import { useCallback, useState } from "react";

const keyOf = (name: string): string => `rekindle.draft.${name}`;

const read = <Value>(name: string): Value | undefined => {
  const text = localStorage.getItem(keyOf(name));
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
};

/**
 * Work that is not saved yet and survives a reload. `value` is undefined while there is none; `name` says what it is of and
 * which revision it is based on.
 */
export const useDraft = <Value>(name: string) => {
  const [kept, setKept] = useState<{ readonly name: string; readonly value: Value | undefined }>();
  const value = kept?.name === name ? kept.value : read<Value>(name);
  const setValue = useCallback(
    (next: Value | undefined): void => {
      if (next === undefined) localStorage.removeItem(keyOf(name));
      else localStorage.setItem(keyOf(name), JSON.stringify(next));
      setKept({ name, value: next });
    },
    [name],
  );
  return { value, setValue, discard: useCallback(() => setValue(undefined), [setValue]) };
};
