/**
 * The console is one page: which part of it a path such as `/campaigns/wake-up` shows is decided in the browser. So every path
 * is answered with that page but those of files: the code below `/assets/`, and names with an ending at the top. A customer's
 * id may have a dot in it. A file that is missing stays missing: a script that got a page instead would fail in a way nobody
 * understands. Only pages come by here; `/api/…` has a way of its own.
 *
 * It runs inside CloudFront, which takes one function in plain JavaScript of at most 10 KB.
 */
export const pagePathCode = `function handler(event) {
  var request = event.request;
  var isFile = request.uri.startsWith("/assets/") || /^\\/[^/]+\\.[A-Za-z0-9]+$/.test(request.uri);
  if (!isFile) request.uri = "/index.html";
  return request;
}
`;
