// Stands before JupyterLite's service worker: what that does not answer itself goes to the browser, which keeps scripts
// compiled. It would pass them on as they are, and each by way of another thread.
self.addEventListener("fetch", (event) => {
  if (!/\/api\/(drive|stdin|service-worker-heartbeat)/.test(event.request.url)) event.stopImmediatePropagation();
});
