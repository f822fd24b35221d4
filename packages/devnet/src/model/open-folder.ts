import type { CallOptions, ModelFolder, TransferProgress } from '@aichain/sdk'
import { huggingFaceFolder } from '@aichain/sdk/hub'
import { readModelFolder } from '@aichain/sdk/node'

/** Before the name of a repository on the Hugging Face Hub. */
export const hubPrefix = 'hf:'

/**
 * A folder or file on disk, or `hf:owner/name`. `HF_ENDPOINT` names another hub
 * and `HF_TOKEN` the token, as for the hub's own tools.
 */
export async function openFolder(
  folder: string,
  call: CallOptions<TransferProgress>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<ModelFolder> {
  if (!folder.startsWith(hubPrefix)) return await readModelFolder(folder)
  const repository = folder.slice(hubPrefix.length)
  // What is set to nothing counts as not set.
  const url = environment.HF_ENDPOINT || undefined
  const token = environment.HF_TOKEN || undefined
  return await huggingFaceFolder({ repository, url, token }, call)
}
