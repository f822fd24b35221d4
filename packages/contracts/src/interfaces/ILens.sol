// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Committee} from "../types/Committee.sol";
import {Digest} from "../types/Digest.sol";
import {ListId} from "../types/ListId.sol";
import {TaskId} from "../types/TaskId.sol";
import {
    Allowance,
    Appeal,
    ListState,
    Order,
    Parameters,
    Seat,
    SignedOrder,
    Task,
    Terms,
    Verdict
} from "./ConsensusTypes.sol";

/// @title ILens
/// @notice What everybody may read.
interface ILens {
    /* DEPLOYMENT */

    /// @notice What the deployment fixed.
    function parameters() external view returns (Parameters memory);
    /// @notice What a wrong or withheld vote costs, in units.
    function hardSlash() external view returns (uint64);
    /// @notice The least share that is paid to places of a class, in units: minimumShare * 4 ** class.
    function priceOf(uint8 class) external view returns (uint64);
    /// @notice Votes that decide: two thirds of the committee, rounded up.
    function quorum(uint8 committeeSize) external pure returns (uint8);
    /// @notice The reserved output of a member that could not fetch the input: keccak256("aichain.output.unavailable").
    function UNAVAILABLE() external pure returns (Digest);
    /// @notice The current epoch: the time divided by the length of one.
    function epoch() external view returns (uint256);

    /* SEATS AND PLACES */

    /// @notice A seat; all zero if the slot is free.
    function getSeat(uint16 seat) external view returns (Seat memory);
    /// @notice The number of slots, free ones included.
    function seatCount() external view returns (uint16);
    /// @notice The seat of a key, of now or lately.
    /// @return held False for a key that holds no seat.
    /// @return seat Zero for a key that holds no seat.
    function seatOf(address signer) external view returns (bool held, uint16 seat);
    /// @notice keccak256(abi.encode(model, author, authorBps))
    function listId(Digest model, address author, uint16 authorBps) external pure returns (ListId);
    /// @notice A list; all zero if nobody ever served it.
    function getList(ListId list) external view returns (ListState memory);
    /// @notice Seats of a class of a list, as tasks of the current epoch (`next` false) or of the next are drawn from.
    function placesOf(ListId list, uint8 class, bool next) external view returns (uint16[] memory seats);

    /* TASKS */

    /// @notice A task; all zero, state None, if it was never added.
    function getTask(TaskId task) external view returns (Task memory);
    /// @notice When commits close, reveals close, and the task is dead.
    /// @dev Errors: TaskUnknown.
    function phasesOf(TaskId task)
        external
        view
        returns (uint256 startsAt, uint256 commitEnd, uint256 revealEnd, uint256 deadAt);
    /// @notice The committee of an open task: as written down, or as the seed fixes it.
    /// @dev Errors: TaskUnknown, TaskNotOpen, SeedNotReady, SeedExpired, NotEnoughPlaces.
    function committeeOf(Terms calldata terms)
        external
        view
        returns (Committee committee, uint16[] memory seats, address[] memory signers);
    /// @notice The committee of a decided task, checked.
    /// @dev Errors: TaskUnknown, WrongCommittee.
    function membersOf(TaskId task, Committee committee)
        external
        view
        returns (uint16[] memory seats, address[] memory signers);
    /// @notice The round that seeds a task; zero if its block does.
    /// @dev Errors: TaskUnknown.
    function roundOf(TaskId task) external view returns (uint64 round);
    /// @notice One word for each member: zero, or its commitment, or, once its vote is known, its output. Of winners
    /// the agreed output.
    /// @dev Errors: TaskUnknown.
    function ballots(TaskId task) external view returns (bytes32[] memory);
    /// @notice What consumers ask for.
    function verdict(TaskId task) external view returns (Verdict memory);
    /// @notice Whether nothing can change the decision any more: then `output` is it.
    function isFinal(TaskId task) external view returns (bool);
    /// @notice A decision's appeals.
    function getAppeal(TaskId task) external view returns (Appeal memory);
    /// @notice What an appeal of the task costs beside its fee, and how many members answer it.
    /// @dev Errors: TaskUnknown, TaskNotDecided.
    function appealTermsOf(Terms calldata terms) external view returns (uint64 deposit, uint8 committeeSize);
    /// @notice What waits for the appeal window, in units.
    function heldOf(TaskId task) external view returns (uint256);
    /// @notice The seal that votes left out must be over; zero if none was.
    function sealOf(TaskId task) external view returns (bytes32);

    /* MONEY */

    /// @notice What `withdraw` would pay, in units.
    function credit(address account) external view returns (uint256);
    /// @notice What `sweepTreasury` would pay, in units.
    function owedTreasury() external view returns (uint256);
    /// @notice What `sweepSink` would pay, in units.
    function owedSink() external view returns (uint256);
    /// @notice What a session key may still do.
    function allowance(address payer, address key) external view returns (Allowance memory);

    /* DIGESTS */

    /// @notice keccak256(abi.encode(block.chainid, address(this), requester, order))
    function taskId(address requester, Order calldata order) external view returns (TaskId);
    /// @notice keccak256(abi.encode(task, seat, output, salt)): nobody else can use it.
    function commitmentOf(TaskId task, uint16 seat, Digest output, bytes32 salt) external pure returns (bytes32);
    /// @notice EIP-712, domain "AIChain Consensus", version "2": Vote(bytes32 task,bytes32 output,bytes32 seal).
    function voteDigest(TaskId task, Digest output, bytes32 seal) external view returns (bytes32);
    /// @notice EIP-712: Acknowledgement(bytes32 task,bytes32 seal).
    function acknowledgementDigest(TaskId task, bytes32 seal) external view returns (bytes32);
    /// @notice EIP-712: Order(…, address payer, address submitter, uint64 tip, uint64 deadline).
    function orderDigest(SignedOrder calldata order) external view returns (bytes32);
    /// @notice EIP-712: Signer(uint16 seat,address owner,uint256 epoch), what a new key signs; `epoch` is the next one.
    function signerDigest(uint16 seat) external view returns (bytes32);
}
