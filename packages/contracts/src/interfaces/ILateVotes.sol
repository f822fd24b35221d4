// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Committee} from "../types/Committee.sol";
import {Digest} from "../types/Digest.sol";
import {TaskId} from "../types/TaskId.sol";
import {Acknowledgement, Contradiction, LateVote, Terms} from "./ConsensusTypes.sol";

/// @title ILateVotes
/// @notice What comes beside a decision: a seal for the court, votes that were left out, lies that were signed, and the
/// end of the account.
interface ILateVotes {
    /* EVENTS */

    /// @notice A seal that a quorum acknowledged became the court's: reveals are open for `committed`.
    event Convened(TaskId indexed task, bytes32 seal, uint16 committed, bytes32[] commitments);
    /// @notice A vote that a settlement left out was brought.
    event VoteAdded(TaskId indexed task, uint8 member, Digest output);
    /// @notice Somebody showed a vote that contradicts the decision, and was credited `bounty`.
    event Punished(TaskId indexed task, uint8 member, Digest output, address indexed reporter, uint64 bounty);
    /// @notice The task paid everything it can: `unclaimed` shares and what silence cost went to the sink, `bounty` to
    /// `by`, who closed it.
    event Closed(TaskId indexed task, address indexed by, uint256 unclaimed, uint64 bounty);

    /* FUNCTIONS */

    /// @notice Makes a seal that a quorum acknowledged the court's, by anybody: the commitments of those who
    /// acknowledged it count as committed, and reveals open at once. Who is in the seal beside them may bring its vote
    /// with `addVote`
    /// once the task is decided.
    /// @dev Errors: TaskUnknown, TaskNotOpen, CommitNotOpen, CommitClosed, AlreadyConvened, MalformedSettlement,
    /// SeedNotReady, SeedExpired, NotEnoughPlaces, MemberUnknown, InvalidAcknowledgement, NoQuorum.
    /// @param commitments One for each member, in order; zero for a member that sealed nothing.
    /// @param acknowledgements Of at least a quorum, each of a member that sealed something, in the order of members.
    function convene(Terms calldata terms, bytes32[] calldata commitments, Acknowledgement[] calldata acknowledgements)
        external;

    /// @notice Brings the sealed vote of a member that a settlement left out: paid, or slashed. After an overturn
    /// nobody is paid, and only who gave what the appeal found keeps its stake.
    /// @dev By anybody, until the task is dead. Errors: TaskUnknown, TaskNotDecided, TaskDead, WrongCommittee,
    /// MemberUnknown, AlreadyRevealed, WrongSeal, WrongOpening, InvalidVote.
    function addVote(LateVote calldata lateVote) external;

    /// @notice Slashes a member that signed a vote for another output than the one that was decided or, after an
    /// overturn, found by the appeal; `UNAVAILABLE` is no lie. Who was slashed less for this task before pays the rest.
    /// All that a key signed before it was replaced costs one hard slash at most.
    /// @dev By anybody, until the task is dead. Errors: TaskUnknown, TaskNotDecided, TaskDead, WrongCommittee,
    /// MemberUnknown, EmptyDigest, NoContradiction, AlreadyPunished, InvalidVote.
    function punish(Contradiction calldata contradiction) external;

    /// @notice Ends a decided task's account, by anybody, once it is dead: who sealed a vote on-chain and kept it
    /// sealed is slashed, who did not come to the court pays a little, and unclaimed shares go to the sink.
    /// @dev Errors: TaskUnknown, TaskNotDecided, TaskAlive, AlreadyClosed, WrongCommittee.
    function close(TaskId task, Committee committee) external;
}
