// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TaskId} from "../types/TaskId.sol";
import {Settlement} from "./ConsensusTypes.sol";

/// @title ISettlements
/// @notice Lane 1: sealed and signed votes, exchanged off-chain, decide a task in one transaction.
interface ISettlements {
    /// @notice A settlement of a batch was refused, with the error it would have reverted with.
    event SettlementRefused(TaskId indexed task, bytes reason);
    /// @notice A settlement left members out; they may bring their votes over this seal until the task is dead.
    event SealKept(TaskId indexed task, bytes32 seal);

    /// @notice Decides a task by the signed votes of its committee, and by those that were revealed in the court: finds
    /// the most popular output, pays its seats and slashes the others.
    /// @dev By anybody. A vote counts only with the seal that holds its commitment, so nobody who saw another vote
    /// before sealing an own one can have it counted; one of a seat that could not pay for a lie does not count. A
    /// quorum for `UNAVAILABLE` refunds. Members whose votes are not brought lose nothing here and have until the task
    /// is dead to bring them; once reveals are over, none may be left out. Errors: TaskUnknown, TaskNotOpen, TaskDead,
    /// MalformedSettlement, VotesMissing, SeedNotReady, SeedExpired, NotEnoughPlaces, EmptyDigest, InvalidVote,
    /// NoQuorum.
    function settle(Settlement calldata settlement) external;

    /// @notice Settles many tasks. Passes over those that fail and says why, so that nobody can spoil a batch.
    function settleMany(Settlement[] calldata settlements) external;
}
