// Tells Monaco where its workers are: files beside this script, named at build time.
globalThis.MonacoEnvironment = {
  getWorker(_id, label) {
    const file = WORKERS[label] ?? WORKERS.editor;
    return new Worker(new URL(file, import.meta.url));
  },
};
