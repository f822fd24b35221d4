import { faults } from '../faults/fault.js'

/** What `--help` prints; 80 columns at most. */
export const help = `Starts a whole AIChain network on this machine: a chain, IPFS, the contracts, a
language model, staked nodes, and a page to chat with them.

  npm start                                      chat in the browser
  npm start -- --ask "What is the capital of France?"
                                                 answer here, then stop
  npm start -- --ask "…" --faults liar=1         with a node that lies
  npm start --silent -- --ask "…" --json | jq    answer for a program

Flags
  --ask <question>     ask, show the answer and everything behind it, and stop
  --json               print the answer as one JSON object on stdout, and say
                       everything else on stderr; needs --ask
  --nodes <n>          nodes, each with a seat and a bond        (default 5)
  --committee <n>      nodes that answer each question, 3 to 15  (default 5)
  --faults <list>      faulty nodes, such as liar=1,slow=2; there are
                       ${faults.join(', ')}
  --block-time <s>     seconds between blocks, such as 0.25      (default 1)
  --port <n>           port of the chat page                     (default free)
  --state <folder>     keep chain, IPFS, stakes and votes there for next time
  --model <path>       another model: a folder in the Hugging Face ONNX layout,
                       or a Llama in safetensors, or its .gguf file, or
                       hf:OWNER/NAME on the Hugging Face Hub (HF_TOKEN); again
                       for several, whose nodes are a part of all each
  -h, --help           this
  --version            the version

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.
`
