import { Dialog } from '../interface/dialog.js'

/** Asks before a conversation that was paid for is forgotten. */
export function NewDialog({
  onNew,
  onClose,
}: {
  onNew: () => void
  onClose: () => void
}) {
  return (
    <Dialog title="Start a new conversation?" onClose={onClose}>
      <div class="stack">
        <p>
          This browser forgets the present one. What the nodes agreed on stays
          on the chain and on IPFS; download the receipts you want to keep.
        </p>
        <div class="row">
          <button
            type="button"
            class="button primary"
            onClick={() => {
              onNew()
              onClose()
            }}
          >
            Start a new one
          </button>
          <button type="button" class="button" onClick={onClose}>
            Keep this one
          </button>
        </div>
      </div>
    </Dialog>
  )
}
