/** Puts a file where the API said, and tells how much of it is there, 0 to 1. `fetch` tells nothing of an upload. */
export const uploadFile = (url: string, file: File, onProgress: (share: number) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () =>
      request.status < 300 ? resolve() : reject(new Error(`The upload ended with ${request.status}.`));
    request.onerror = () => reject(new Error("The upload broke off."));
    request.send(file);
  });
