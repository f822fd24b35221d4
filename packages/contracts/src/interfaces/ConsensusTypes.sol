// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The life of a task. It only ever moves to the right: None, Open, then Decided or Undecided.
enum State {
    None,
    Open,
    Decided,
    Undecided
}

/// @notice What a deployment fixes for ever. Amounts in wei, or in the asset's smallest unit, times in seconds, shares
/// in 1/10 000.
struct Parameters {
    /// What bonds and fees are paid in: an ERC-20, or zero for the chain's own currency.
    address asset;
    /// Stake of one seat, the same for all.
    uint96 bond;
    /// A task with k members pays at least k times this.
    uint96 minimumFeePerSeat;
    /// Share of the bond that a wrong or withheld vote costs.
    uint16 slashBps;
    /// Share of rewards that goes to the treasury when they leave; at most 10 %.
    uint16 protocolFeeBps;
    /// Upper bound on the number of seats.
    uint16 maximumSeats;
    /// From `join` until the seat can be drawn.
    uint32 activationDelay;
    /// From `exit` or ejection until the seat is no longer drawn.
    uint32 exitNotice;
    /// From `addTask` until commits close, unless all members commit earlier.
    uint32 commitWindow;
    /// From the end of the commit window until reveals close.
    uint32 revealWindow;
    /// From the end of the reveal window until the task is dead: then only the refund is left.
    uint32 proofWindow;
    /// From the end of a seat's notice until its stake can leave; long enough for a task, its appeal and its overturn.
    uint32 unbondingPeriod;
    /// From `addTask` on, only the requester may settle without the votes of all members.
    uint32 exclusiveWindow;
    /// From a task's death until its decision can no longer be appealed.
    uint32 appealWindow;
    /// Receives the protocol's cut and the rounding dust.
    address treasury;
    /// Receives slashed stake; never a node.
    address sink;
}

/// @notice One bond, one vote. All zero while the slot is free.
struct Seat {
    /// The hot key that commits; at most one seat a key.
    address signer;
    /// Drawn only for tasks added after this time.
    uint40 from;
    /// Drawn only for tasks added before this time; zero while the seat stays.
    uint40 to;
    /// The cold account that is paid.
    address owner;
    /// Bond and rewards.
    uint96 balance;
}

/// @notice What a requester asks for.
struct Order {
    /// The sha2-256 digest of the model's manifest, a raw block.
    bytes32 model;
    /// The sha2-256 digest of the prompt document, a raw block.
    bytes32 prompt;
    /// 3 to 15.
    uint8 committeeSize;
    /// Split among the members who give the agreed output.
    uint96 fee;
    /// Any number that makes the task's id new; the same order twice is paid once.
    uint64 nonce;
}

/// @notice A task. Model and prompt are not stored: the id binds them and `TaskAdded` tells them.
struct Task {
    /// Zero once the task is decided; `TaskAdded` tells it.
    address requester;
    uint96 fee;
    uint40 addedAt;
    /// The block that contains the task; its hash seeds the draw.
    uint64 addedIn;
    /// Slots that existed when the task was added: the draw is modulo this.
    uint16 seats;
    uint8 committeeSize;
    State state;
    /// Bit m is set when member m has committed, on chain or in the seal of the settlement.
    uint16 committed;
    /// Bit m is set when member m's vote is known, by `reveal` or by the settlement.
    uint16 revealed;
    /// Bit m is set when member m has been slashed for this task.
    uint16 punished;
    /// Bit m is set when member m gave the agreed output.
    uint16 winners;
    /// The agreed digest; zero unless Decided.
    bytes32 output;
}

/// @notice Who gave an output.
struct Choice {
    bytes32 output;
    /// Bit m is set for member m.
    uint16 voters;
}

/// @notice A member's signed vote of lane 1. The signature is EIP-712's, in the compact form of EIP-2098.
struct Vote {
    bytes32 salt;
    bytes32 r;
    bytes32 vs;
}

/// @notice Everything that decides a task in one transaction.
struct Settlement {
    bytes32 task;
    /// Each output that was given, once.
    Choice[] choices;
    /// The votes of all who chose: choice by choice, each in the order of the members.
    Vote[] votes;
    /// The commitments in the seal of all other members, in their order; zero for a member that sealed nothing.
    bytes32[] absent;
}

/// @notice A signed vote that contradicts a decision.
struct Contradiction {
    bytes32 task;
    uint8 member;
    bytes32 output;
    bytes32 seal;
    bytes32 r;
    bytes32 vs;
}

/// @notice What a task's id binds, beside its committee's size: shown again when it is appealed.
struct Terms {
    address requester;
    uint64 nonce;
    bytes32 model;
    bytes32 prompt;
}
