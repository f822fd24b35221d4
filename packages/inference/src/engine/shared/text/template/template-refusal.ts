/**
 * A chat template refuses a conversation, or went beyond a limit. Never leaves
 * this folder: a refusal is a result, the same on every node, and not a fault.
 */
export class TemplateRefusal extends Error {}
