/**
 * The console is one page: which part of it a path such as `/campaigns/wake-up` shows is decided in the browser. So a path
 * without a file's ending is answered with that page, and a file that is missing stays missing: a script that got a page
 * instead would fail in a way nobody understands. Only pages come by here; `/api/…` has a way of its own.
 *
 * It runs inside CloudFront, which takes one function in plain JavaScript of at most 10 KB.
 */
export const pagePathCode = `function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!/\\.[A-Za-z0-9]{1,12}$/.test(last)) request.uri = "/index.html";
  return request;
}
`;
