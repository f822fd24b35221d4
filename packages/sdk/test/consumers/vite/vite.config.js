// Vite takes its configuration as a default export.
export default {
  // What it preloads with needs a document, and the check runs without one.
  build: { modulePreload: false, target: 'es2022' },
}
