// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Committee} from "../types/Committee.sol";
import {Digest} from "../types/Digest.sol";
import {ListId} from "../types/ListId.sol";
import {TaskId} from "../types/TaskId.sol";

/// @notice The life of a task. It only ever moves to the right: None, Open, then Decided or Undecided.
enum State {
    None,
    Open,
    Decided,
    Undecided
}

/// @notice What fixes a task's committee.
/// @dev `Beacon`: a round of the beacon that is published after the task. `Block`: the hash of the task's own block.
enum Seed {
    Beacon,
    Block
}

/// @notice Which tasks may take the hash of their block for a seed. Appeals take it only while the beacon is silent.
enum BlockSeeds {
    Never,
    OwnOrders,
    AllOrders
}

/// @notice What a deployment fixes for ever. Amounts in units, times in seconds, shares in 1/10 000.
struct Parameters {
    /// What everything is paid in: an ERC-20, or zero for the chain's own currency.
    address asset;
    /// The asset's smallest units in one unit, at most 2^40. All amounts are whole units.
    uint64 unit;
    /// Stake of one seat, the same for all.
    uint64 bond;
    /// What a member is paid at least: the price of class 0. Each class above asks four times as much.
    uint64 minimumShare;
    /// Share of the bond that a wrong or withheld vote costs; at most one half.
    uint16 slashBps;
    /// Share of rewards that goes to the treasury when they leave; at most 5 %.
    uint16 protocolFeeBps;
    /// Upper bound on the number of seats.
    uint16 maximumSeats;
    /// Places change from one epoch to the next. At least the longest life of a task.
    uint32 epoch;
    /// From a task's start until commits close.
    uint32 commitWindow;
    /// From the end of the commit window until reveals close.
    uint32 revealWindow;
    /// From the end of the reveal window until the task is dead.
    uint32 proofWindow;
    /// From a task's death until its decision can no longer be appealed.
    uint32 appealWindow;
    /// From the end of a seat's duty until its stake can leave.
    uint32 unbondingPeriod;
    /// From `join` until the stake can leave at the earliest.
    uint32 minimumStay;
    /// Which tasks may be seeded by the hash of their block.
    BlockSeeds blockSeeds;
    /// The beacon: see `IBeacon`.
    address beacon;
    /// From a task's block until the first round that may seed it.
    uint32 seedDelay;
    /// Without a new round for so long, the beacon counts as silent.
    uint32 outage;
    /// Receives the protocol's cut.
    address treasury;
    /// Receives slashed stake, lost deposits, unclaimed shares and entrance fees; never a node.
    address sink;
}

/// @notice What a requester asks for.
struct Order {
    /// The sha2-256 digest of the model's manifest, a raw block.
    Digest model;
    /// Whom the manifest names as author, and the part of each reward that is the author's; zero for nobody.
    address author;
    /// In 1/10 000; at most 20 %.
    uint16 authorBps;
    /// The sha2-256 digest of the prompt document, a raw block.
    Digest prompt;
    /// 3 to 15.
    uint8 committeeSize;
    /// What each member is paid that gives the agreed output, in units. It reaches all places whose class asks no more.
    uint64 share;
    /// What whoever posts the beacon's round is paid, in units.
    uint32 roundTip;
    /// The order fails where the share reaches fewer places of the list.
    uint16 minimumPlaces;
    /// What fixes the committee.
    Seed seed;
    /// Any number that makes the task's id new; the same order twice is paid once.
    uint64 nonce;
}

/// @notice What a task's id binds: shown again to whoever needs it. `TaskAdded` tells it.
struct Terms {
    address requester;
    Order order;
}

/// @notice An order that somebody else brings, paid from the payer's credit. EIP-712, flat: the fields of the order,
/// then these.
struct SignedOrder {
    Order order;
    /// Whose credit pays, and who is the task's requester.
    address payer;
    /// Who may bring it; zero for anybody.
    address submitter;
    /// What whoever brings it is paid, in units.
    uint64 tip;
    /// Not later than this time.
    uint64 deadline;
    /// By the payer (ECDSA, or ERC-1271 within 100,000 gas) or by a key that the payer authorized; empty where the
    /// payer brings it itself.
    bytes signature;
}

/// @notice What a session key may still do.
struct Allowance {
    /// In units, fees and tips together.
    uint64 amount;
    /// Not from this time on.
    uint64 until;
    /// For this list only; zero for any.
    ListId list;
}

/// @notice A seat; all zero while the slot is free.
struct Seat {
    /// The hot key that commits and signs, for tasks of this epoch and later ones.
    address signer;
    /// The key before that; answers for tasks of the epochs before `signerSince`.
    address formerSigner;
    /// The epoch from which `signer` counts; zero while there was no other.
    uint32 signerSince;
    /// The cold account that is paid.
    address owner;
    /// Its stake cannot leave before: it has to stay a while, and lists have to forget its place.
    uint64 heldUntil;
    /// Drawn only for tasks added before this time; zero while the seat stays.
    uint32 to;
    /// Bond and rewards, in units.
    uint64 balance;
    /// What was paid in, in units; what is above it are rewards. They first make up for fees and losses.
    uint64 paidIn;
    /// The list of its place; zero if it has none.
    ListId list;
    /// The price class of its place.
    uint8 class;
    /// Where its place stands in its class.
    uint16 index;
}

/// @notice A list's header.
struct ListState {
    /// Whom the list's rewards pay a part.
    address author;
    uint16 authorBps;
    /// Whether its first place was taken in this epoch or the one before: so long places are not bounded.
    bool isOpening;
    /// Places of each class that tasks of the current epoch are drawn from.
    uint16[4] current;
    /// The same for tasks of the next epoch.
    uint16[4] next;
    /// Places that may still be taken in this epoch.
    uint16 open;
    /// What a place costs now, in units.
    uint64 entranceFee;
}

/// @notice A task.
struct Task {
    State state;
    Seed seed;
    uint8 committeeSize;
    /// What each winner is paid, in units.
    uint64 share;
    /// When the task was added.
    uint32 addedAt;
    /// The block of the task; zero once it is decided.
    uint64 addedIn;
    /// Zero once the task is closed.
    uint32 roundTip;
    /// Zero once the task is decided; `TaskAdded` tells it.
    address requester;
    /// Bit m is set when member m has committed on-chain, itself or by `convene`.
    uint16 committed;
    /// Bit m is set when member m's vote is known, whichever lane brought it.
    uint16 revealed;
    /// Bit m is set when member m gave the agreed output.
    uint16 winners;
    /// Bit m is set when member m has been slashed for this task.
    uint16 punished;
    /// Whether a seal that a quorum acknowledged was made the court's.
    bool convened;
    /// Whether everything is paid that this task can pay.
    bool closed;
    /// Whether the list was large enough for an appeal.
    bool appealable;
    /// Whether this task is itself an appeal.
    bool isAppeal;
    /// Whether a quorum said that the input cannot be fetched.
    bool unavailable;
    /// The agreed digest; zero unless Decided.
    Digest output;
}

/// @notice Who gave an output.
struct Choice {
    Digest output;
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
    Terms terms;
    /// Each output that was given, once.
    Choice[] choices;
    /// The votes of all who chose: choice by choice, each in the order of the members.
    Vote[] votes;
    /// The commitments in the seal of all other members, in their order; zero for a member that sealed nothing.
    bytes32[] absent;
}

/// @notice A member's signed word that it saw a seal. EIP-712, in the compact form of EIP-2098.
struct Acknowledgement {
    uint8 member;
    bytes32 r;
    bytes32 vs;
}

/// @notice A sealed vote that a settlement left out.
struct LateVote {
    TaskId task;
    /// As `Decided` tells it.
    Committee committee;
    uint8 member;
    Digest output;
    Vote vote;
    /// All commitments of the seal, in the order of the members.
    bytes32[] commitments;
}

/// @notice A signed vote that contradicts a decision.
struct Contradiction {
    TaskId task;
    /// As `Decided` tells it.
    Committee committee;
    uint8 member;
    Digest output;
    bytes32 seal;
    bytes32 r;
    bytes32 vs;
}

/// @notice What is known of a decision's appeals.
struct Appeal {
    /// The last task that asked; zero if nobody did.
    TaskId task;
    address appellant;
    /// What the appellant loses if the decision was right, in units.
    uint64 deposit;
    /// How many appeals there were, this one included.
    uint8 attempts;
    /// Whether consequences were drawn from it.
    bool concluded;
    /// Whether it decided another output.
    bool overturned;
}

/// @notice What a consumer needs to know of a task.
struct Verdict {
    State state;
    /// The agreed digest; zero unless Decided.
    Digest output;
    uint8 committeeSize;
    /// How many members gave the output.
    uint8 votes;
    /// Nothing can change it any more.
    bool isFinal;
    /// An appeal found another output: this one is not to be relied on.
    bool overturned;
    /// The last appeal could not fetch the prompt and no other can ask: this will be neither final nor overturned.
    bool isVoid;
    /// Whether the list was large enough for an appeal.
    bool appealable;
    /// When the window for appeals is over, if no other opens it again.
    uint64 appealableUntil;
}
