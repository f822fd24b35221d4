// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Committee} from "../types/Committee.sol";
import {Digest} from "../types/Digest.sol";
import {TaskId} from "../types/TaskId.sol";
import {Terms} from "./ConsensusTypes.sol";

/// @title IAppeals
/// @notice Was a decision right? A larger committee says, and what follows.
interface IAppeals {
    /* EVENTS */

    /// @notice A decision was questioned: the task `appeal` answers.
    event Appealed(TaskId indexed task, TaskId indexed appeal, address indexed appellant, uint64 deposit);
    /// @notice The appeal ended: found the same, or nothing. Of the deposit, `lost` went to the sink: all of it if the
    /// appeal found the same or did not get the prompt, else nothing. The rest went back.
    event AppealEnded(TaskId indexed task, TaskId indexed appeal, bool upheld, uint64 lost);
    /// @notice The appeal decided otherwise: with what was held, the winners lost `slashed`, of which `repaid` went
    /// back to seats that had been right and `reward`, beside the deposit, to the appellant; the sink has the rest.
    event Overturned(
        TaskId indexed task,
        TaskId indexed appeal,
        Digest output,
        uint256 slashed,
        uint256 repaid,
        uint256 reward,
        uint64 deposit
    );
    /// @notice A seat got back what its vote for the output now found right had cost, as far as there was enough.
    event Repaid(TaskId indexed task, uint16 indexed seat, uint64 amount);
    /// @notice What a final decision's liars lost went to the sink.
    event Released(TaskId indexed task, uint256 amount);

    /* FUNCTIONS */

    /// @notice Asks up to 15 seats of the list whether a decision was right, paid like any task, with a deposit of a
    /// tenth of the winners' bonds that is lost if it was, or if the seats do not get the prompt.
    /// @dev By anybody, who has to see to it that the prompt can be fetched. Seeded by the beacon; by a block only
    /// while the beacon is silent, where the deployment takes blocks. Errors: TaskUnknown, TaskNotDecided,
    /// AppealIsFinal, NotAppealable, WrongCommittee,
    /// AlreadyAppealed, AppealClosed, NotEnoughPlaces, ShareTooLow, ShareTooHigh, TaskExists, WrongValue,
    /// WrongTransfer.
    /// @param committee As `Decided` tells it.
    /// @param share What each member of the appeal is paid; at least the price of the highest class.
    /// @param roundTip What whoever posts the round is paid.
    /// @param nonce The new task's own.
    function appeal(Terms calldata terms, Committee committee, uint64 share, uint32 roundTip, uint64 nonce)
        external
        payable
        returns (TaskId appealTask);

    /// @notice Draws the consequences of an appeal that ended, by anybody. If it found the same or
    /// did not get the prompt, the deposit goes to the sink; if nothing, back. If it decided otherwise, the winners
    /// lose their bonds; who had been slashed for the output now found right is repaid; the appellant gets its deposit
    /// and up to its fee; the sink the rest.
    /// @dev Errors: NotAppealed, TaskNotDecided (of the appeal, while it is open), AlreadyConcluded,
    /// WrongCommittee.
    /// @param committee Of the task, as `Decided` tells it.
    function conclude(TaskId task, Committee committee) external;

    /// @notice Gives what liars lost in a task whose decision is final to the sink, by anybody.
    /// @dev Errors: TaskUnknown, NotFinal, NothingToRelease.
    function release(TaskId task) external;
}
