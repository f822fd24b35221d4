// webpack takes its configuration as a default export.
export default {
  entry: './main.js',
  target: ['web', 'es2022'],
  performance: false,
  stats: 'errors-warnings',
}
