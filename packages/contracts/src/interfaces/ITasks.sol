// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Committee} from "../types/Committee.sol";
import {Digest} from "../types/Digest.sol";
import {ListId} from "../types/ListId.sol";
import {TaskId} from "../types/TaskId.sol";
import {Order, Terms} from "./ConsensusTypes.sol";

/// @title ITasks
/// @notice What is asked, and who answers.
interface ITasks {
    /* EVENTS */

    /// @notice A task was paid for: committeeSize * share + roundTip.
    event TaskAdded(TaskId indexed task, address indexed requester, ListId indexed list, Order order);
    /// @notice The committee was written down; it is the one the seed had fixed already.
    event CommitteeDrawn(TaskId indexed task, Committee committee);
    /// @notice The decision that follows knows the votes of `members` and counts them for nothing: their seats could
    /// not pay for a lie, or had committed in the court to something else. Their shares are the sink's.
    event VotesUncounted(TaskId indexed task, uint16 members);
    /// @notice A quorum gave the same output; each of `winners` was credited the share.
    event Decided(TaskId indexed task, Digest output, uint16 winners, Committee committee);
    /// @notice No quorum, or a quorum found the input unavailable. Of the fee, `refund` was credited to the requester,
    /// and `kept` went to the voters for `UNAVAILABLE`, each of `paid` the same, or to the sink.
    event Undecided(TaskId indexed task, address indexed requester, uint256 refund, uint256 kept, uint16 paid);
    /// @notice A seat lost stake for its part in a task; `amount` is zero when it had nothing left. With `held` it
    /// waits for the appeal window, else it went to the sink.
    event Slashed(TaskId indexed task, uint16 indexed seat, uint64 amount, bool held);
    /// @notice Whoever posted the task's round was credited its tip.
    event RoundTipPaid(TaskId indexed task, address indexed poster, uint64 amount);
    /// @notice The round's tip of a task went back, as nobody posted the round.
    event RoundTipReturned(TaskId indexed task, address indexed requester, uint64 amount);

    /* FUNCTIONS */

    /// @notice Asks a committee to run a model on a prompt.
    /// @dev Errors: CommitteeSizeOutOfRange, EmptyDigest, ShareTooLow, ShareTooHigh, SeedRefused,
    /// TipWithoutRound, NotEnoughPlaces, TaskExists, WrongValue, WrongTransfer.
    /// @return task The id, known beforehand: see `taskId`.
    function addTask(Order calldata order) external payable returns (TaskId task);

    /// @notice Adds many tasks, paid with the sum of their fees.
    /// @dev Errors: those of `addTask`.
    function addTasks(Order[] calldata orders) external payable returns (TaskId[] memory tasks);

    /// @notice Gives the fee of a task that nobody can compute back at once, by anybody: its draw finds too few seats,
    /// or nobody drew while its seed was known.
    /// @dev Errors: TaskUnknown, TaskNotOpen, SeedNotReady, CommitteeKnown.
    function cancel(Terms calldata terms) external;

    /// @notice Writes the committee down, by anybody, as long as the seed is known.
    /// @dev The court needs it. Errors: TaskUnknown, TaskNotOpen, AlreadyDrawn, SeedNotReady, SeedExpired,
    /// NotEnoughPlaces.
    function draw(Terms calldata terms) external returns (Committee committee);
}
