// webpack takes its configuration as a default export.
export default {
  entry: './main.js',
  target: ['web', 'es2022'],
  // Where assets lie cannot be told without a document; there are none.
  output: { publicPath: '' },
  performance: false,
  stats: 'errors-warnings',
}
