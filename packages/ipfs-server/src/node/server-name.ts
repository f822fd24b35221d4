/** How the server names itself where Kubo gives its own name. */
export const SERVER_NAME = 'aichain-ipfs-server'
