import { defineConfig, type Plugin } from 'vite'

/**
 * What the page may do. Its own files only; no inline code; connections to this
 * machine and, encrypted, to whatever network a person chooses. Wallets give
 * their icons as data URIs.
 */
const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': [
    "'self' https: wss:",
    'http://127.0.0.1:* ws://127.0.0.1:*',
    'http://localhost:* ws://localhost:*',
  ].join(' '),
  'base-uri': "'none'",
  'form-action': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
}

/** Puts the policy into the built page; the development server needs inline code. */
function contentSecurityPolicy(): Plugin {
  const content = Object.entries(policy)
    .map((directive) => directive.join(' '))
    .join('; ')
  const attrs = { 'http-equiv': 'Content-Security-Policy', content }
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs, injectTo: 'head-prepend' },
    ],
  }
}

const devnet = process.env.AICHAIN_DEVNET

export default defineConfig({
  // Served from any folder, an IPFS gateway's among them.
  base: './',
  plugins: [contentSecurityPolicy()],
  build: { target: 'baseline-widely-available', sourcemap: true },
  // `AICHAIN_DEVNET=http://127.0.0.1:… npm run dev` borrows a running network.
  server: devnet === undefined ? {} : { proxy: { '/devnet.json': devnet } },
})
