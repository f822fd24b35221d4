import { decodeAbiParameters, parseAbiParameters } from 'viem'

/** As `HistoryTest.t.sol` encodes a step: its structs, word by word. */
const stepParameters = parseAbiParameters([
  'Step step',
  'struct Log { bytes32[] topics; bytes data; address emitter; }',
  'struct Seat { address signer; address formerSigner; uint32 signerSince; address owner; uint64 heldUntil; uint32 to; uint64 balance; uint64 paidIn; bytes32 list; uint8 class; uint16 index; }',
  'struct SeatView { uint16 id; Seat seat; bool isOfSigner; }',
  'struct ListState { address author; uint16 authorBps; bool isOpening; uint16[4] current; uint16[4] next; uint16 open; uint64 entranceFee; }',
  'struct ListView { bytes32 id; ListState list; uint16[][] places; }',
  'struct Task { uint8 state; uint8 seed; uint8 committeeSize; uint64 share; uint32 addedAt; uint64 addedIn; uint32 roundTip; address requester; uint16 committed; uint16 revealed; uint16 winners; uint16 punished; bool convened; bool closed; bool appealable; bool isAppeal; bool unavailable; bytes32 output; }',
  'struct Verdict { uint8 state; bytes32 output; uint8 committeeSize; uint8 votes; bool isFinal; bool overturned; bool isVoid; bool appealable; uint64 appealableUntil; }',
  'struct Appeal { bytes32 task; address appellant; uint64 deposit; uint8 attempts; bool concluded; bool overturned; }',
  'struct TaskView { bytes32 id; Task task; Verdict verdict; Appeal appeal; uint256 held; bytes32 seal; bytes32[] ballots; uint16[] committee; }',
  'struct RoundView { uint64 round; bytes32 randomness; address poster; }',
  'struct CreditView { address account; uint256 amount; }',
  'struct Allowance { uint64 amount; uint64 until; bytes32 list; }',
  'struct AllowanceView { address payer; address key; Allowance allowance; }',
  'struct Step { uint256 number; uint256 timestamp; uint64 latestRound; RoundView[] rounds; Log[] logs; SeatView[] seats; ListView[] lists; TaskView[] tasks; CreditView[] credits; AllowanceView[] allowances; uint256 owedTreasury; uint256 owedSink; uint256 holdings; }',
])

const deploymentParameters = parseAbiParameters([
  'Parameters p, address consensus, address clock',
  'struct Parameters { address asset; uint64 unit; uint64 bond; uint64 minimumShare; uint16 slashBps; uint16 protocolFeeBps; uint16 maximumSeats; uint32 epoch; uint32 commitWindow; uint32 revealWindow; uint32 proofWindow; uint32 appealWindow; uint32 unbondingPeriod; uint32 minimumStay; uint8 blockSeeds; address beacon; uint32 seedDelay; uint32 outage; address treasury; address sink; }',
])

/** What the contracts told in a step of a history, and what their views said after it. */
export type ToldStep = ReturnType<typeof stepOf>

/** What a history is about. */
export type ToldDeployment = ReturnType<typeof deploymentOf>

/** A view of a task, as a step tells it. */
export type ToldTask = ToldStep['tasks'][number]

export function stepOf(line: `0x${string}`) {
  return decodeAbiParameters(stepParameters, line)[0]
}

export function deploymentOf(line: `0x${string}`) {
  const [parameters, consensus, clock] = decodeAbiParameters(
    deploymentParameters,
    line,
  )
  return { parameters, consensus, clock }
}
