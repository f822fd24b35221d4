import { render } from 'preact'
import { App } from './app.js'
import { restoreTheme } from './interface/use-theme.js'
import './styles/index.css'

function Page() {
  return (
    <>
      <a class="skip-link visually-hidden" href="#main">
        Skip to the conversation
      </a>
      <div id="page">
        <App />
      </div>
    </>
  )
}

restoreTheme()
render(<Page />, document.body)
