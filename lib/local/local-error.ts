export type LocalErrorCode =
  | "engine-not-available"
  | "engine-did-not-start"
  | "directory-in-use"
  | "template-not-understood"
  | "function-without-code"
  | "stream-not-readable";

/** Something the local runtime cannot go on with. The code is fixed; the message names what, where and what to do. */
export class LocalError extends Error {
  override readonly name = "LocalError";
  readonly code: LocalErrorCode;

  constructor(code: LocalErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
