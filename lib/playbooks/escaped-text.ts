const liquidPieces = /(\{\{.*?\}\}|\{%.*?%\})/s;

/** Escapes what stands between pieces of Liquid; Liquid escapes what it fills in. */
export const escapedText = (text: string): string =>
  text
    .split(liquidPieces)
    .map((piece, at) =>
      at % 2 === 1 ? piece : piece.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    )
    .join("");
