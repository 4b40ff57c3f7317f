import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf, type Look, type Shown } from "./take-pictures.ts";

const figure = (folder: string, { name, path }: Shown): string => {
  const picture = `${folder}/${name}.png`;
  return `<figure><a href="${picture}"><img src="${picture}" alt="" loading="lazy"></a><figcaption>${name} <code>${encodeURI(path)}</code></figcaption></figure>`;
};

const style = `body{font:14px sans-serif;margin:1rem}main{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(280px,1fr))}
figure{margin:0;border:1px solid #ccc}img{width:100%;height:320px;object-fit:cover;object-position:top}figcaption{padding:.4rem;overflow-wrap:anywhere}`;

/** One page with all pictures of a look side by side, to be opened in a browser. */
export const writeContactSheet = (out: string, look: Look, pages: readonly Shown[]): void => {
  const folder = folderOf(look);
  const figures = pages.map((page) => figure(folder, page)).join("\n");
  writeFileSync(
    join(out, `${folder}.html`),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${folder}</title><style>${style}</style><h1>${folder}</h1><main>${figures}</main></html>\n`,
  );
};
