import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    // The page asks for nothing older than the CSS it is written in.
    target: 'baseline-widely-available',
    sourcemap: true,
  },
})
