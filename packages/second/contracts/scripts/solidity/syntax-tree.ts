/** solc's syntax tree: the kinds of node, and the fields of each, that these tools read. */

export type SyntaxNode = {
  readonly nodeType: string
  /** "start:length:file", counted in bytes. */
  readonly src: string
  /** Nodes of Yul have none. */
  readonly id?: number
}

type Types = { readonly typeIdentifier?: string; readonly typeString?: string }

/** Any of the expressions: which of the optional fields there are is up to its kind. */
export type Expression = SyntaxNode & {
  readonly typeDescriptions: Types
  readonly kind?: string
  readonly name?: string
  readonly memberName?: string
  readonly referencedDeclaration?: number
  readonly expression?: Expression
  /** Of a tuple; nothing where a place is left out. */
  readonly components?: readonly (Expression | null)[]
}

export type Identifier = Expression & {
  readonly name: string
  readonly referencedDeclaration: number
}

export type SourceUnit = SyntaxNode & { readonly absolutePath: string }

export type Definition = SyntaxNode & {
  readonly name: string
  readonly kind?: string
}

export type FunctionDefinition = Definition & {
  readonly kind: string
  readonly visibility: string
  readonly body?: SyntaxNode | null
}

export type VariableDeclaration = Definition & {
  readonly typeDescriptions: Types
  readonly stateVariable: boolean
  readonly mutability: string
  readonly storageLocation: string
}

export type BinaryOperation = Expression & {
  readonly operator: string
  readonly leftExpression: Expression
  readonly rightExpression: Expression
}

export type UnaryOperation = Expression & {
  readonly operator: string
  readonly prefix: boolean
  readonly subExpression: Expression
}

export type Assignment = Expression & {
  readonly operator: string
  readonly leftHandSide: Expression
  readonly rightHandSide: Expression
}

export type Conditional = Expression & {
  readonly condition: Expression
  readonly trueExpression: Expression
  readonly falseExpression: Expression
}

export type FunctionCall = Expression & {
  readonly expression: Expression
  readonly arguments: readonly Expression[]
  readonly names: readonly string[]
}

export type MemberAccess = Expression & {
  readonly expression: Expression
  readonly memberName: string
}

export type IfStatement = SyntaxNode & {
  readonly condition: Expression
  readonly trueBody: SyntaxNode
  readonly falseBody?: SyntaxNode | null
}

export type WhileStatement = SyntaxNode & {
  readonly condition: Expression
  readonly body: SyntaxNode
}

export type ForStatement = SyntaxNode & {
  readonly initializationExpression?: SyntaxNode | null
  readonly condition?: Expression | null
  readonly loopExpression?: SyntaxNode | null
  readonly body: SyntaxNode
}

export type VariableDeclarationStatement = SyntaxNode & {
  readonly declarations: readonly (VariableDeclaration | null)[]
  readonly initialValue?: Expression | null
}

export type RevertStatement = SyntaxNode & { readonly errorCall: FunctionCall }

export type ModifierInvocation = SyntaxNode & { readonly kind?: string }

export type YulFunctionCall = SyntaxNode & {
  readonly functionName: { readonly name: string }
}

/** By `nodeType`. */
export type NodeKinds = {
  SourceUnit: SourceUnit
  ContractDefinition: Definition
  ErrorDefinition: Definition
  FunctionDefinition: FunctionDefinition
  VariableDeclaration: VariableDeclaration
  BinaryOperation: BinaryOperation
  UnaryOperation: UnaryOperation
  Assignment: Assignment
  Conditional: Conditional
  FunctionCall: FunctionCall
  Identifier: Identifier
  Literal: Expression
  MemberAccess: MemberAccess
  IfStatement: IfStatement
  WhileStatement: WhileStatement
  DoWhileStatement: WhileStatement
  ForStatement: ForStatement
  ExpressionStatement: SyntaxNode
  VariableDeclarationStatement: VariableDeclarationStatement
  EmitStatement: SyntaxNode
  RevertStatement: RevertStatement
  Return: SyntaxNode
  Continue: SyntaxNode
  Break: SyntaxNode
  ModifierInvocation: ModifierInvocation
  YulFunctionCall: YulFunctionCall
}

export function isKind<Kind extends keyof NodeKinds>(
  node: SyntaxNode,
  ...kinds: readonly Kind[]
): node is NodeKinds[Kind] {
  return kinds.some((kind) => kind === node.nodeType)
}

/** Whether something that hangs on a tree is a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'nodeType' in value &&
    typeof value.nodeType === 'string'
  )
}
