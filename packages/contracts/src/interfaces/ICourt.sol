// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Digest} from "../types/Digest.sol";
import {TaskId} from "../types/TaskId.sol";
import {Terms} from "./ConsensusTypes.sol";

/// @title ICourt
/// @notice Lane 2: commit, reveal, finalize, on-chain. Nobody's silence can stop it.
interface ICourt {
    /// @notice A member sealed its vote.
    event Committed(TaskId indexed task, uint8 member, bytes32 commitment);
    /// @notice A member's vote was opened.
    event Revealed(TaskId indexed task, uint8 member, Digest output);

    /// @notice Seals a member's vote, by the seat's signer. The committee must be written down.
    /// @dev Errors: TaskUnknown, TaskNotOpen, NotDrawn, CommitNotOpen, CommitClosed, MemberUnknown, EmptyDigest,
    /// NotSeatSigner, AlreadyConvened, AlreadyCommitted.
    /// @param commitment `commitmentOf(task, seat, output, salt)` with a salt nobody can guess.
    function commit(TaskId task, uint8 member, bytes32 commitment) external;

    /// @notice The first commit: writes the committee down if nobody has, and seals a member's vote.
    /// @dev Errors: those of `draw`, but AlreadyDrawn, and of `commit`, but NotDrawn.
    function drawAndCommit(Terms calldata terms, uint8 member, bytes32 commitment) external;

    /// @notice Opens a member's vote once no commit is possible any more. A quorum decides at once; who comes after it
    /// is paid, or slashed, until reveals close. After an overturn nobody is paid, and only who gave what the
    /// appeal found keeps its stake.
    /// @dev By anybody who knows the opening, so that a watchtower can reveal for a node that is down. Errors:
    /// TaskUnknown, TaskNotOpen (Undecided), MemberUnknown, RevealNotOpen, RevealClosed, NotCommitted, AlreadyRevealed,
    /// EmptyDigest, WrongOpening.
    /// @param output The sha2-256 digest of the output document, a raw block, or `UNAVAILABLE`.
    function reveal(TaskId task, uint8 member, Digest output, bytes32 salt) external;

    /// @notice Closes a task that did not come to a quorum, by anybody: once reveals are over, or once all members have
    /// revealed.
    /// @dev Errors: TaskUnknown, TaskNotOpen, NotFinalizable.
    function finalize(TaskId task) external;
}
