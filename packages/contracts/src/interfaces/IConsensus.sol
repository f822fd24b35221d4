// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Choice,
    Contradiction,
    Order,
    Parameters,
    Seat,
    Settlement,
    State,
    Task,
    Terms,
    Vote
} from "./ConsensusTypes.sol";

/// @title IConsensus
/// @notice Staked seats answer tasks; a random committee votes, and the quorum's output is paid.
///
/// Two lanes over the same committee and the same stake
///  - Lane 1, the usual one: members exchange commitments off-chain, somebody hashes them into a seal, members sign
///    their votes with the seal, and one transaction, `settle`, counts, pays and slashes.
///  - Lane 2, the court: `commit`, `reveal`, `finalize`. It needs nobody's help, and it is what makes silence cost.
/// Whichever decides first is final for the money; an `appeal` asks 15 seats whether it was right.
///
/// Assumptions
///  - The chain's block producer does not grind block hashes: the hash of the task's block seeds its committee.
///  - The chain accepts a transaction within the commit and the reveal window. If it accepts none, nobody is slashed.
///  - `block.number` and `blockhash` are those of the chain itself, or those of ArbSys where that is deployed.
///  - The asset moves exactly what it is told to move, between the accounts it is told. One that does not is refused
///    when it pays in (`WrongTransfer`), but one that shrinks balances afterwards would leave the last ones unpaid.
///  - A bond fits 2^96 of the asset's smallest unit, a fee 2^88 (309 million ether).
///  - What a signature says is what the signer meant: a node signs one vote a task, for one seal, and only after it
///    saw its own commitment in it.
///
/// Warnings
///  - WARNING: A committee of 3 protects against crashes and lone liars, not against a tenth of the seats colluding.
///  - WARNING: An owner that cannot receive the asset keeps its stake here for ever; it harms nobody else.
///  - WARNING: A digest is the sha2-256 of a raw block. The contract cannot know whether anybody can serve the bytes.
///  - WARNING: What is forced into the contract belongs to nobody and stays.
///  - WARNING: A decision can be appealed only while its committee is known: as long as the chain serves the hash of
///    the task's block, or after anybody called `draw`, which every commit and every settlement without all votes does.
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

    /// @notice Somebody showed a vote that contradicts the decision, and was credited `bounty`.
    event Punished(bytes32 indexed task, uint8 member, bytes32 output, address indexed reporter, uint96 bounty);

    /// @notice A decision was questioned: `appeal` is the task of 15 that answers.
    event Appealed(bytes32 indexed task, bytes32 indexed appeal, address indexed appellant);

    /// @notice The appeal decided otherwise: the winners lost `slashed`, of which `repaid` went back to seats that had
    /// been right and `reward` to the appellant. The task's first output stays what it was.
    event Overturned(
        bytes32 indexed task, bytes32 indexed appeal, bytes outputCid, uint256 slashed, uint256 repaid, uint256 reward
    );

    /// @notice A seat got back what its vote for the output now found right had cost.
    event Repaid(bytes32 indexed task, uint16 indexed seat, uint96 amount);

    /* MONEY EVENTS */

    /// @notice An account took its credit.
    event Withdrawn(address indexed account, uint256 amount);

    /// @notice The treasury or the sink was paid what it was owed.
    event Swept(address indexed account, uint256 amount);

    /* ERRORS */

    /// @notice The deployment's parameter `name` makes no sense.
    error InvalidParameter(bytes32 name);
    /// @notice The call must bring exactly the bond or the fees; nothing at all where an ERC-20 is the asset.
    error WrongValue(uint256 sent, uint256 required);
    /// @notice The token moved another amount than it was told to.
    error WrongTransfer(uint256 received, uint256 required);
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
    /// @notice The requester has ordered the same before, with the same nonce.
    error TaskExists(bytes32 task);
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
    /// @notice The task has a committee that can answer it.
    error CommitteeKnown(bytes32 task);
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
    /// @notice The task is dead: its members may have left with their stake.
    error TaskDead(bytes32 task, uint256 diedAt);
    /// @notice The settlement names a voter or an output twice, or voters beyond the committee, or does not bring
    /// exactly one vote or one commitment for each member.
    error MalformedSettlement(bytes32 task);
    /// @notice Until `until`, only the requester may settle without all votes.
    error VotesMissing(bytes32 task, uint256 votes, uint256 required, uint256 until);
    /// @notice The vote was signed by somebody else, or says something else: `recovered` is whose signature it is.
    error InvalidVote(bytes32 task, uint8 member, address signer, address recovered);
    /// @notice No output has enough votes; the task stays open.
    error NoQuorum(bytes32 task, uint256 required);
    /// @notice The task is not decided.
    error TaskNotDecided(bytes32 task, State state);
    /// @notice The vote is for the output that was decided, or that an appeal found right, or for none.
    error NoContradiction(bytes32 task, uint8 member);
    /// @notice The member has been slashed in full for this task.
    error AlreadyPunished(bytes32 task, uint8 member);
    /// @notice The terms are not those of the task; `actual` is the id that they have.
    error WrongTerms(bytes32 task, bytes32 actual);
    /// @notice The decision cannot be appealed any more.
    error AppealClosed(bytes32 task, uint256 closedAt);
    /// @notice An appeal's own decision is the last word.
    error AppealIsFinal(bytes32 task);
    /// @notice The decision has been appealed: by a task that is open or decided.
    error AlreadyAppealed(bytes32 task, bytes32 appeal);
    /// @notice Nobody appealed.
    error NotAppealed(bytes32 task);
    /// @notice The appeal found the same output.
    error AppealUpheld(bytes32 task, bytes32 appeal);
    /// @notice The consequences have been drawn already.
    error AlreadyOverturned(bytes32 task);
    /// @notice The winners may have left with their stake.
    error OverturnClosed(bytes32 task, uint256 closedAt);
    /// @notice The account is owed nothing.
    error NothingToWithdraw(address account);
    /// @notice The receiver refused the chain's currency.
    error TransferFailed(address to, uint256 amount);

    /* SEATS */

    /// @notice Takes a seat for the calling key, paid with exactly the bond.
    /// @dev The signer calls and pays, the owner is named: nobody can enrol a foreign key.
    /// Errors: ZeroAddress, SignerTaken, SeatsFull, WrongValue, WrongTransfer.
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

    /// @notice Asks a committee to run a model on a prompt.
    /// @dev Errors: CommitteeSizeOutOfRange, EmptyDigest, FeeTooLow, FeeTooHigh, NotEnoughSeats, TaskExists,
    /// WrongValue, WrongTransfer.
    /// @return task The id, known beforehand: see `taskId`.
    function addTask(Order calldata order) external payable returns (bytes32 task);

    /// @notice Adds many tasks, paid with the sum of their fees.
    /// @dev Errors: those of `addTask`.
    /// @return tasks The ids, in the order of the orders.
    function addTasks(Order[] calldata orders) external payable returns (bytes32[] memory tasks);

    /// @notice Gives the fee of a task that nobody can compute back at once, by anybody: its draw finds too few seats,
    /// or nobody drew while the hash of its block was known.
    /// @dev Errors: TaskUnknown, TaskNotOpen, SeedNotReady, CommitteeKnown.
    function cancel(bytes32 task) external;

    /// @notice Writes the committee down, by anybody, as long as the hash of the task's block is known.
    /// @dev The first commit does the same, and so does a settlement without all votes. Of a decided task, it keeps
    /// `punish` and `appeal` possible. Errors: TaskUnknown, TaskNotOpen (if Undecided), AlreadyDrawn, SeedNotReady,
    /// SeedExpired, NotEnoughSeats.
    function draw(bytes32 task) external;

    /* LANE 1 */

    /// @notice Decides a task by the signed votes of its committee: finds the most popular output, pays its seats and
    /// slashes the others.
    /// @dev By anybody. A vote counts only with the seal that holds its commitment, so nobody who saw another vote
    /// before sealing an own one can have it counted. A quorum for `UNAVAILABLE` refunds. Members whose votes are not
    /// brought lose nothing here. Errors: TaskUnknown, TaskNotOpen, TaskDead, MalformedSettlement, VotesMissing,
    /// SeedNotReady, SeedExpired, NotEnoughSeats, EmptyDigest, InvalidVote, NoQuorum.
    function settle(Settlement calldata settlement) external;

    /// @notice Settles many tasks. Passes over those that are closed already, so that nobody can spoil a batch by
    /// settling one of them.
    /// @dev Errors: those of `settle`, but TaskNotOpen.
    function settleMany(Settlement[] calldata settlements) external;

    /// @notice Slashes a member that signed a vote for another output than the one that was decided; `UNAVAILABLE` is
    /// no lie. Who was slashed less for this task before pays the rest.
    /// @dev By anybody, until the task is dead; the reporter is credited a tenth of the slash, at most one member's
    /// part of the fee. Errors: TaskUnknown, TaskNotDecided, TaskDead, MemberUnknown, EmptyDigest, NoContradiction,
    /// AlreadyPunished, SeedExpired, InvalidVote.
    function punish(Contradiction calldata contradiction) external;

    /* LANE 2 */

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

    /* APPEALS */

    /// @notice Asks 15 seats whether a decision was right, paid like any task of 15.
    /// @dev By anybody. Writes the committee down. Another appeal is possible only if this one ends Undecided. Errors:
    /// TaskUnknown, TaskNotDecided, WrongTerms, AppealIsFinal, AlreadyAppealed, AppealClosed, SeedExpired, and those
    /// of `addTask`.
    /// @param terms What the task's id binds: `TaskAdded` tells it.
    /// @return appealTask A task as any other.
    /// @param nonce The new task's own.
    function appeal(bytes32 task, Terms calldata terms, uint96 fee, uint64 nonce)
        external
        payable
        returns (bytes32 appealTask);

    /// @notice Draws the consequences of an appeal that decided otherwise: the winners lose their bonds; who had been
    /// slashed for the output now found right is repaid; the appellant gets its fee and as much again; the sink the
    /// rest.
    /// @dev By anybody. Repaid is what a wrong vote costs, as far as the winners' bonds reach. Errors: TaskUnknown,
    /// TaskNotDecided, NotAppealed, TaskNotDecided (of the appeal), AppealUpheld, AlreadyOverturned, OverturnClosed.
    function overturn(bytes32 task) external;

    /* MONEY */

    /// @notice Pays the caller its credit: refunds, bounties, an appellant's reward.
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

    /// @notice How a task stands.
    /// @return state As of the task itself.
    /// @return output As decided; never rewritten.
    /// @return appealTask The task that questions the decision; zero if none does.
    /// @return overturned True if the appeal decided another output: `output` is then not to be relied on.
    function result(bytes32 task)
        external
        view
        returns (State state, bytes32 output, bytes32 appealTask, bool overturned);

    /// @notice One word for each member: zero, or its commitment, or, once its vote is known, its output.
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

    /// @notice The seal of a committee's commitments.
    /// @param commitments One for each member, in order; zero for a member that sealed nothing.
    /// @return keccak256 of the concatenation.
    function sealOf(bytes32[] calldata commitments) external pure returns (bytes32);

    /// @notice What a member signs in lane 1: EIP-712, domain "AIChain Consensus", version "1".
    /// @return The digest of Vote(bytes32 task,bytes32 output,bytes32 seal).
    function voteDigest(bytes32 task, bytes32 output, bytes32 seal) external view returns (bytes32);

    /// @notice Votes that decide: two thirds of the committee, rounded up.
    function quorum(uint8 committeeSize) external pure returns (uint8);

    /// @notice The reserved output of a member that could not fetch the input: keccak256("aichain.output.unavailable").
    function UNAVAILABLE() external pure returns (bytes32);
}
