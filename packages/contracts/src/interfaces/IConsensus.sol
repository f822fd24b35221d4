// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The life of a task. It only ever moves to the right: None, Open, then Decided or Undecided.
enum State {
    None,
    Open,
    Decided,
    Undecided
}

/// @notice What a deployment fixes for ever. Amounts in wei, times in seconds, shares in 1/10 000.
struct Parameters {
    /// Stake of one seat, the same for all.
    uint96 bond;
    /// A task with k members pays at least k times this.
    uint96 minimumFeePerSeat;
    /// Share of the bond that a wrong or withheld vote costs.
    uint16 slashBps;
    /// Share of the fee of a decided task that goes to the treasury; at most 10 %.
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
    /// From the end of a seat's notice until its stake can leave; never less than the three windows together.
    uint32 unbondingPeriod;
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

/// @notice A task. Model and prompt are not stored: the id binds them and `TaskAdded` tells them.
struct Task {
    address requester;
    uint96 fee;
    uint40 addedAt;
    /// The block that contains the task; its hash seeds the draw.
    uint64 addedIn;
    /// Slots that existed when the task was added: the draw is modulo this.
    uint16 seats;
    uint8 committeeSize;
    State state;
    /// Bit m is set when member m has committed.
    uint16 committed;
    /// Bit m is set when member m has revealed.
    uint16 revealed;
    /// Bit m is set when member m has been slashed for this task.
    uint16 punished;
    /// The agreed digest; zero unless Decided.
    bytes32 output;
}

/// @title IConsensus
/// @notice Staked seats answer tasks; a random committee commits, reveals, and the quorum's answer is paid.
///
/// Assumptions
///  - The chain's block producer does not grind block hashes: the hash of the task's block seeds its committee.
///  - The chain accepts a transaction within the commit and the reveal window. If it accepts none, nobody is slashed.
///  - `block.number` and `blockhash` are those of the chain itself, and `blockhash` serves 256 blocks.
///  - No amount of ether exceeds 2^96 wei (79 billion ether).
///
/// Warnings
///  - WARNING: A committee of 3 protects against crashes and lone liars, not against a tenth of the seats colluding.
///  - WARNING: An owner that cannot receive ether keeps its stake here for ever; it harms nobody else.
///  - WARNING: A digest is the sha2-256 of a raw block. The contract cannot know whether anybody can serve the bytes.
///  - WARNING: Ether that is forced into the contract belongs to nobody and stays.
///
/// Bitmaps have bit m for member m. Members count from 0 in the order of the draw.
interface IConsensus {
    /* SEAT EVENTS */

    /// @notice A seat was taken; it can be drawn for tasks added after `from`.
    event Joined(uint16 indexed seat, address indexed owner, address indexed signer, uint40 from);

    /// @notice A seat leaves, by `exit` or because less than half of its bond was left; not drawn from `to` on.
    event Left(uint16 indexed seat, uint40 to);

    /// @notice A seat's stake and rewards were paid out and its slot is free.
    event SeatWithdrawn(uint16 indexed seat, address indexed owner, uint96 amount);

    /// @notice A seat's rewards, what it holds above its bond, were paid out.
    event Claimed(uint16 indexed seat, address indexed owner, uint96 amount);

    /* TASK EVENTS */

    /// @notice A task was paid for. CIDs are binary CIDv1, raw codec, sha2-256: 36 bytes.
    event TaskAdded(
        bytes32 indexed task,
        address indexed requester,
        bytes modelCid,
        bytes promptCid,
        uint96 fee,
        uint8 committeeSize,
        uint64 nonce
    );

    /// @notice The committee was written down; it is the one the block hash had fixed already.
    event CommitteeDrawn(bytes32 indexed task, uint16[] seats);

    /// @notice A member sealed its vote.
    event Committed(bytes32 indexed task, uint8 member, bytes32 commitment);

    /// @notice A member's vote was opened.
    event Revealed(bytes32 indexed task, uint8 member, bytes32 output);

    /// @notice A quorum gave the same output; each of `winners` was credited `share`. Final.
    event Decided(bytes32 indexed task, bytes outputCid, uint16 winners, uint96 share);

    /// @notice No quorum, or a quorum found the input unavailable; `refund` was credited to the requester. Final.
    event Undecided(bytes32 indexed task, address indexed requester, uint96 refund);

    /// @notice A seat lost stake for its part in a task; `amount` is zero when it had nothing left.
    event Slashed(bytes32 indexed task, uint16 indexed seat, uint96 amount);

    /* MONEY EVENTS */

    /// @notice An account took its credit.
    event Withdrawn(address indexed account, uint256 amount);

    /// @notice The treasury or the sink was paid what it was owed.
    event Swept(address indexed account, uint256 amount);

    /* ERRORS */

    /// @notice The deployment's parameter `name` makes no sense.
    error InvalidParameter(bytes32 name);
    /// @notice `join` must bring exactly the bond.
    error WrongBond(uint256 sent, uint256 required);
    /// @notice An owner is needed.
    error ZeroAddress();
    /// @notice Every slot is taken.
    error SeatsFull(uint256 maximum);
    /// @notice The caller already holds a seat that has not been withdrawn.
    error SignerTaken(address signer, uint16 seat);
    /// @notice Nobody holds this slot.
    error SeatUnknown(uint16 seat);
    /// @notice Only the seat's owner may do this (for `exit`: its owner or its signer).
    error NotSeatOwner(uint16 seat, address caller);
    /// @notice Only the seat's signer may commit for it.
    error NotSeatSigner(uint16 seat, address caller);
    /// @notice The seat is leaving already.
    error SeatLeaving(uint16 seat, uint40 to);
    /// @notice The seat has not left: call `exit` first.
    error SeatNotLeaving(uint16 seat);
    /// @notice The stake stays slashable until then.
    error SeatLocked(uint16 seat, uint256 availableAt);
    /// @notice The seat holds no more than its bond.
    error NothingToClaim(uint16 seat);
    /// @notice Less than `minimumFeePerSeat` for each member.
    error FeeTooLow(uint256 fee, uint256 minimum);
    /// @notice More than a lie costs, for each member: absence must never cost more than a lie.
    error FeeTooHigh(uint256 fee, uint256 maximum);
    /// @notice A committee has 3 to 15 members.
    error CommitteeSizeOutOfRange(uint8 size, uint8 minimum, uint8 maximum);
    /// @notice Too few seats: of all that stay (`addTask`), or of those the draw found eligible.
    error NotEnoughSeats(uint256 active, uint256 required);
    /// @notice Zero is no digest.
    error EmptyDigest();
    /// @notice No such task was ever added.
    error TaskUnknown(bytes32 task);
    /// @notice The task is Decided or Undecided.
    error TaskNotOpen(bytes32 task, State state);
    /// @notice The hash of block `blockNumber`, which contains the task, is not known before the next block.
    error SeedNotReady(bytes32 task, uint256 blockNumber);
    /// @notice The hash of block `blockNumber` is out of reach and nobody drew in time: the fee goes back.
    error SeedExpired(bytes32 task, uint256 blockNumber);
    /// @notice The committee is written down already.
    error AlreadyDrawn(bytes32 task);
    /// @notice The committee has no such member.
    error MemberUnknown(bytes32 task, uint8 member);
    /// @notice The commit window is over.
    error CommitClosed(bytes32 task, uint256 closedAt);
    /// @notice One commitment a member.
    error AlreadyCommitted(bytes32 task, uint8 member);
    /// @notice Somebody may still commit, until `opensAt`.
    error RevealNotOpen(bytes32 task, uint256 opensAt);
    /// @notice The reveal window is over.
    error RevealClosed(bytes32 task, uint256 closedAt);
    /// @notice The member has not committed.
    error NotCommitted(bytes32 task, uint8 member);
    /// @notice One reveal a member.
    error AlreadyRevealed(bytes32 task, uint8 member);
    /// @notice Output and salt are not what the member committed to.
    error WrongOpening(bytes32 task, uint8 member, bytes32 expected, bytes32 actual);
    /// @notice Votes may still come in, until `finalizableAt` at the latest.
    error NotFinalizable(bytes32 task, uint256 finalizableAt);
    /// @notice The account is owed nothing.
    error NothingToWithdraw(address account);
    /// @notice The receiver refused the ether.
    error TransferFailed(address to, uint256 amount);

    /* SEATS */

    /// @notice Takes a seat for the calling key, paid with exactly the bond.
    /// @dev The signer calls, the owner is named: nobody can enrol a foreign key.
    /// Errors: ZeroAddress, WrongBond, SignerTaken, SeatsFull.
    /// @param owner The account that is paid; it cannot be changed.
    /// @return seat The slot, freed ones first.
    function join(address owner) external payable returns (uint16 seat);

    /// @notice Announces that a seat leaves; it still has to answer tasks added before its notice is over.
    /// @dev By the owner, or by the signer, so that a node can retire without the cold key: the stake goes to the
    /// owner either way. Errors: SeatUnknown, NotSeatOwner, SeatLeaving.
    function exit(uint16 seat) external;

    /// @notice Pays a seat that has left, bond and rewards, to its owner and frees the slot.
    /// @dev By the owner. Errors: SeatUnknown, NotSeatOwner, SeatNotLeaving, SeatLocked, TransferFailed.
    function withdrawSeat(uint16 seat) external;

    /// @notice Pays a seat's rewards, what it holds above its bond, to its owner.
    /// @dev By the owner, at any time. Errors: SeatUnknown, NotSeatOwner, NothingToClaim, TransferFailed.
    function claim(uint16 seat) external;

    /* TASKS */

    /// @notice Asks `committeeSize` seats to run `model` on `prompt`, paid with the value of the call.
    /// @dev Errors: CommitteeSizeOutOfRange, EmptyDigest, FeeTooLow, FeeTooHigh, NotEnoughSeats.
    /// @param model The sha2-256 digest of the model's manifest, a raw block.
    /// @param prompt The sha2-256 digest of the prompt document, a raw block.
    /// @param committeeSize 3 to 15.
    /// @return task The id, known beforehand from `taskId` and `nonces`.
    function addTask(bytes32 model, bytes32 prompt, uint8 committeeSize) external payable returns (bytes32 task);

    /// @notice Writes the committee down, by anybody, as long as the hash of the task's block is known.
    /// @dev The first commit does the same. Errors: TaskUnknown, TaskNotOpen, CommitClosed, AlreadyDrawn,
    /// SeedNotReady, SeedExpired, NotEnoughSeats.
    function draw(bytes32 task) external;

    /// @notice Seals a member's vote, by the seat's signer.
    /// @dev Errors: TaskUnknown, TaskNotOpen, CommitClosed, MemberUnknown, EmptyDigest, SeedNotReady, SeedExpired,
    /// NotEnoughSeats, NotSeatSigner, AlreadyCommitted.
    /// @param commitment `commitmentOf(task, seat, output, salt)` with a salt nobody can guess.
    function commit(bytes32 task, uint8 member, bytes32 commitment) external;

    /// @notice Opens a member's vote once no commit is possible any more; the last one finalizes the task.
    /// @dev By anybody who knows the opening, so that a watchtower can reveal for a node that is down. Errors:
    /// TaskUnknown, TaskNotOpen, MemberUnknown, RevealNotOpen, RevealClosed, NotCommitted, AlreadyRevealed,
    /// EmptyDigest, WrongOpening.
    /// @param output The sha2-256 digest of the output document, a raw block, or `UNAVAILABLE`.
    function reveal(bytes32 task, uint8 member, bytes32 output, bytes32 salt) external;

    /// @notice Closes a task, by anybody, once every vote that can come has come.
    /// @dev Decides it if a quorum agrees, else refunds it; a dead task is only ever refunded. Errors: TaskUnknown,
    /// TaskNotOpen, NotFinalizable.
    function finalize(bytes32 task) external;

    /* MONEY */

    /// @notice Pays the caller its refunds.
    /// @dev Errors: NothingToWithdraw, TransferFailed.
    function withdraw() external;

    /// @notice Pays the treasury what it is owed, by anybody.
    /// @dev Errors: NothingToWithdraw, TransferFailed.
    function sweepTreasury() external;

    /// @notice Pays the sink the slashed stake, by anybody.
    /// @dev Errors: NothingToWithdraw, TransferFailed.
    function sweepSink() external;

    /* VIEWS */

    /// @notice What the deployment fixed.
    function parameters() external view returns (Parameters memory);

    /// @notice A task; all zero, state None, if it was never added.
    function getTask(bytes32 task) external view returns (Task memory);

    /// @notice The committee: as written down, or as the hash of the task's block fixes it.
    /// @dev Errors: TaskUnknown, SeedNotReady, SeedExpired, NotEnoughSeats.
    /// @return seats In the order of the draw.
    /// @return signers Who holds these slots now: for a dead task it may be somebody else than was drawn.
    function committee(bytes32 task) external view returns (uint16[] memory seats, address[] memory signers);

    /// @notice One word for each member: zero, or its commitment, or, once revealed, its output.
    /// @dev Errors: TaskUnknown.
    function ballots(bytes32 task) external view returns (bytes32[] memory);

    /// @notice A seat; all zero if the slot is free.
    function getSeat(uint16 seat) external view returns (Seat memory);

    /// @notice The number of slots, free ones included.
    function seatCount() external view returns (uint16);

    /// @notice The number of seats that are taken and not leaving.
    function activeSeats() external view returns (uint16);

    /// @notice The seat of a signer.
    /// @return held False for a signer that holds no seat.
    /// @return seat Zero for a signer that holds no seat.
    function seatOf(address signer) external view returns (bool held, uint16 seat);

    /// @notice What `withdraw` would pay.
    function credit(address account) external view returns (uint256);

    /// @notice The nonce of the requester's next task.
    function nonces(address requester) external view returns (uint64);

    /// @notice What `sweepTreasury` would pay.
    function owedTreasury() external view returns (uint256);

    /// @notice What `sweepSink` would pay.
    function owedSink() external view returns (uint256);

    /// @notice The id of a task, bound to this chain and this contract.
    /// @return keccak256(abi.encode(block.chainid, address(this), requester, nonce, model, prompt, committeeSize))
    function taskId(address requester, uint64 nonce, bytes32 model, bytes32 prompt, uint8 committeeSize)
        external
        view
        returns (bytes32);

    /// @notice The commitment to a vote, bound to task and seat so that nobody else can use it.
    /// @return keccak256(abi.encode(task, seat, output, salt))
    function commitmentOf(bytes32 task, uint16 seat, bytes32 output, bytes32 salt) external pure returns (bytes32);

    /// @notice Votes that decide: two thirds of the committee, rounded up.
    function quorum(uint8 committeeSize) external pure returns (uint8);

    /// @notice The reserved output of a member that could not fetch the input: keccak256("aichain.output.unavailable").
    function UNAVAILABLE() external pure returns (bytes32);
}
