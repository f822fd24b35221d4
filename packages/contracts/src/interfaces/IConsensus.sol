// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAppeals} from "./IAppeals.sol";
import {IConsensusErrors} from "./IConsensusErrors.sol";
import {ICourt} from "./ICourt.sol";
import {ILateVotes} from "./ILateVotes.sol";
import {ILens} from "./ILens.sol";
import {IOrders} from "./IOrders.sol";
import {IPlaces} from "./IPlaces.sol";
import {ISettlements} from "./ISettlements.sol";
import {ITasks} from "./ITasks.sol";

/// @title IConsensus
/// @notice Staked seats answer tasks; a random committee of those that serve the model votes, and the quorum's output
/// is paid.
///
/// Two lanes over the same committee and the same stake
///  - Lane 1, the usual one: members exchange commitments off-chain, somebody hashes them into a seal, members sign
///    their votes with the seal, and one transaction, `settle`, counts, pays and slashes.
///  - Lane 2, the court: `draw`, `commit`, `reveal`, `finalize`. It needs nobody's help, and it is what makes silence
///    cost. `convene` carries a seal from lane 1 into it.
/// Votes of both count together, and whichever comes to a quorum first decides. An `appeal` asks a larger committee
/// whether it was right.
///
/// Amounts are in units of the deployment; `unit` says how many of the asset's smallest units that is.
///
/// Assumptions
///  - The beacon's threshold keeps its key: nobody knows a round before it is published. Where blocks are a seed,
/// nobody but the chain's block producer can foresee a block's hash, and that one does not grind it.
///  - The chain accepts a transaction within the commit and the reveal window. If it accepts none, nobody is slashed.
///  - `block.number` and `blockhash` are those of the chain itself, or those of ArbSys where that is deployed.
///  - The asset moves exactly what it is told to move, between the accounts it is told. One that does not is refused
///    when it pays in (`WrongTransfer`), but one that shrinks balances afterwards would leave the last ones unpaid.
///  - What a signature says is what the signer meant: a node signs one vote a task, for one seal, and only after it
///    saw its own commitment in it.
///
/// Warnings
///  - WARNING: A committee of 3 protects against crashes and lone liars, not against a tenth of the seats colluding.
///  - WARNING: Lists of less than twice the committee cannot be appealed; `verdict` says so.
///  - WARNING: An owner that cannot receive the asset keeps its stake here for ever; it harms nobody else.
///  - WARNING: A digest is the sha2-256 of a raw block. The contract cannot know whether anybody can serve the bytes.
///  - WARNING: What is forced into the contract belongs to nobody and stays.
///
/// Bitmaps have bit m for member m. Members count from 0 in the order of the draw.
interface IConsensus is IConsensusErrors, IPlaces, ITasks, ISettlements, ICourt, ILateVotes, IAppeals, IOrders, ILens {}
