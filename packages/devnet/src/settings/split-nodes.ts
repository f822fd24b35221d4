/** Which of so many models a node serves: they take turns. */
export function modelOfNode(node: number, models: number): number {
  return node % models
}

/** How many of the nodes serve the model that fewest serve. */
export function fewestNodes(nodes: number, models: number): number {
  return Math.floor(nodes / models)
}
