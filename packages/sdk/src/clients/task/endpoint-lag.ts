/** How far endpoints of one chain may be behind each other, in milliseconds. */
export const endpointLag = 3_000
