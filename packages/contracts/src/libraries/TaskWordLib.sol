// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seed, State} from "../interfaces/ConsensusTypes.sol";
import {Committee} from "../types/Committee.sol";
import {TaskId} from "../types/TaskId.sol";

/// @notice A task in one word. From the lowest bit: state 2, seed 1, then one each for convened, closed, appealable,
/// isAppeal, unavailable; size 4, settled 1, none 3; committed, revealed, winners, punished 16 each; share 64; time 32.
/// The 80 bits above hold the block (40) and the round's tip (32) of an open task, and of a decided one the committee's
/// tag.
/// @dev The tag saves the slot that the committee would take: ADR 0076.
type TaskWord is uint256;

using {
    state,
    seed,
    has,
    size,
    committed,
    revealed,
    winners,
    punished,
    share,
    addedAt,
    addedIn,
    roundTip,
    tag,
    withState,
    with,
    withCommitted,
    withRevealed,
    withWinners,
    withPunished,
    withoutTip,
    withTag
} for TaskWord global;

uint256 constant CONVENED = 1 << 3;
uint256 constant CLOSED = 1 << 4;
uint256 constant APPEALABLE = 1 << 5;
uint256 constant IS_APPEAL = 1 << 6;
uint256 constant UNAVAILABLE_FOUND = 1 << 7;
/// @dev Decided in lane 1, where absence costs nothing.
uint256 constant SETTLED = 1 << 12;

uint256 constant SIZE_SHIFT = 8;
uint256 constant COMMITTED_SHIFT = 16;
uint256 constant REVEALED_SHIFT = 32;
uint256 constant WINNERS_SHIFT = 48;
uint256 constant PUNISHED_SHIFT = 64;
uint256 constant SHARE_SHIFT = 80;
uint256 constant ADDED_AT_SHIFT = 144;
uint256 constant ADDED_IN_SHIFT = 176;
uint256 constant ROUND_TIP_SHIFT = 216;
uint256 constant TAG_SHIFT = 176;

/// @notice The word of a new task.
function newTaskWord(
    Seed seed_,
    uint256 flags,
    uint256 size_,
    uint256 share_,
    uint256 addedAt_,
    uint256 addedIn_,
    uint256 roundTip_
) pure returns (TaskWord) {
    return TaskWord.wrap(
        uint256(State.Open) | (uint256(seed_) << 2) | flags | (size_ << SIZE_SHIFT) | (share_ << SHARE_SHIFT)
            | (addedAt_ << ADDED_AT_SHIFT) | (addedIn_ << ADDED_IN_SHIFT) | (roundTip_ << ROUND_TIP_SHIFT)
    );
}

/// @notice What a decided task keeps of its committee: 80 bits. Whoever wants to pass another committee off for it has
/// to find one with the same tag: the committee itself nobody chose.
function tagOf(TaskId task, Committee committee) pure returns (uint256) {
    return uint256(keccak256(abi.encode(task, committee))) >> TAG_SHIFT;
}

function state(TaskWord self) pure returns (State) {
    return State(TaskWord.unwrap(self) & 3);
}

function seed(TaskWord self) pure returns (Seed) {
    return Seed((TaskWord.unwrap(self) >> 2) & 1);
}

/// @notice Whether one of the flags is set.
function has(TaskWord self, uint256 flag) pure returns (bool) {
    return TaskWord.unwrap(self) & flag != 0;
}

function size(TaskWord self) pure returns (uint256) {
    return (TaskWord.unwrap(self) >> SIZE_SHIFT) & 0xf;
}

function committed(TaskWord self) pure returns (uint16) {
    // forge-lint: disable-next-line(unsafe-typecast)
    return uint16(TaskWord.unwrap(self) >> COMMITTED_SHIFT);
}

function revealed(TaskWord self) pure returns (uint16) {
    // forge-lint: disable-next-line(unsafe-typecast)
    return uint16(TaskWord.unwrap(self) >> REVEALED_SHIFT);
}

function winners(TaskWord self) pure returns (uint16) {
    // forge-lint: disable-next-line(unsafe-typecast)
    return uint16(TaskWord.unwrap(self) >> WINNERS_SHIFT);
}

function punished(TaskWord self) pure returns (uint16) {
    // forge-lint: disable-next-line(unsafe-typecast)
    return uint16(TaskWord.unwrap(self) >> PUNISHED_SHIFT);
}

function share(TaskWord self) pure returns (uint256) {
    return (TaskWord.unwrap(self) >> SHARE_SHIFT) & type(uint64).max;
}

function addedAt(TaskWord self) pure returns (uint256) {
    return (TaskWord.unwrap(self) >> ADDED_AT_SHIFT) & type(uint32).max;
}

/// @notice Of an open or undecided task.
function addedIn(TaskWord self) pure returns (uint256) {
    return (TaskWord.unwrap(self) >> ADDED_IN_SHIFT) & type(uint40).max;
}

/// @notice Of an open or undecided task.
function roundTip(TaskWord self) pure returns (uint256) {
    return (TaskWord.unwrap(self) >> ROUND_TIP_SHIFT) & type(uint32).max;
}

/// @notice Of a decided task.
function tag(TaskWord self) pure returns (uint256) {
    return TaskWord.unwrap(self) >> TAG_SHIFT;
}

function withState(TaskWord self, State state_) pure returns (TaskWord) {
    return TaskWord.wrap((TaskWord.unwrap(self) & ~uint256(3)) | uint256(state_));
}

/// @notice The word with a flag set.
function with(TaskWord self, uint256 flag) pure returns (TaskWord) {
    return TaskWord.wrap(TaskWord.unwrap(self) | flag);
}

/// @notice The word with more members that committed.
function withCommitted(TaskWord self, uint16 more) pure returns (TaskWord) {
    return TaskWord.wrap(TaskWord.unwrap(self) | (uint256(more) << COMMITTED_SHIFT));
}

/// @notice The word with more members whose votes are known.
function withRevealed(TaskWord self, uint16 more) pure returns (TaskWord) {
    return TaskWord.wrap(TaskWord.unwrap(self) | (uint256(more) << REVEALED_SHIFT));
}

/// @notice The word with more members that gave the agreed output.
function withWinners(TaskWord self, uint16 more) pure returns (TaskWord) {
    return TaskWord.wrap(TaskWord.unwrap(self) | (uint256(more) << WINNERS_SHIFT));
}

/// @notice The word with more members that were slashed.
function withPunished(TaskWord self, uint16 more) pure returns (TaskWord) {
    return TaskWord.wrap(TaskWord.unwrap(self) | (uint256(more) << PUNISHED_SHIFT));
}

/// @notice The word once the round's tip is paid.
function withoutTip(TaskWord self) pure returns (TaskWord) {
    return TaskWord.wrap(TaskWord.unwrap(self) & ~(uint256(type(uint32).max) << ROUND_TIP_SHIFT));
}

/// @notice The word of a decided task.
function withTag(TaskWord self, uint256 tag_) pure returns (TaskWord) {
    return TaskWord.wrap((TaskWord.unwrap(self) & ((1 << TAG_SHIFT) - 1)) | (tag_ << TAG_SHIFT));
}
