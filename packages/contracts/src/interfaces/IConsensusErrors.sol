// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Digest} from "../types/Digest.sol";
import {ListId} from "../types/ListId.sol";
import {TaskId} from "../types/TaskId.sol";
import {Seed, State} from "./ConsensusTypes.sol";

/// @title IConsensusErrors
/// @notice Why a call was refused.
interface IConsensusErrors {
    /* DEPLOYMENT */

    /// @notice The deployment's parameter `name` makes no sense, or is not safe beside the others.
    error InvalidParameter(bytes32 name);
    /// @notice This part was not deployed with the same parameters.
    error ForeignPart(address part);
    /// @notice No function has this selector.
    error UnknownFunction(bytes4 selector);

    /* MONEY */

    /// @notice The call must bring exactly the bond, the deposit or the fees; nothing where an ERC-20 is the asset. In
    /// the asset's smallest unit.
    error WrongValue(uint256 sent, uint256 required);
    /// @notice The token moved another amount than it was told to. In the asset's smallest unit.
    error WrongTransfer(uint256 received, uint256 required);
    /// @notice An account is needed.
    error ZeroAddress();
    /// @notice An amount is needed.
    error ZeroAmount();
    /// @notice The account is owed nothing.
    error NothingToWithdraw(address account);
    /// @notice The receiver refused the chain's currency.
    error TransferFailed(address to, uint256 amount);
    /// @notice The payer's credit does not reach.
    error CreditTooLow(address payer, uint256 credit, uint256 required);

    /* SEATS */

    /// @notice Every slot is taken.
    error SeatsFull(uint256 maximum);
    /// @notice Contract accounts cannot sign votes, so they can take no seat.
    error SignerIsContract(address signer);
    /// @notice The key holds a seat, or held it until lately.
    error SignerTaken(address signer, uint16 seat);
    /// @notice The new key did not agree: `recovered` is whose signature it is.
    error InvalidSigner(address signer, address recovered);
    /// @notice The seat's key was changed lately; the next change is possible from `epoch` on.
    error RotationTooSoon(uint16 seat, uint256 epoch);
    /// @notice Nobody holds this slot.
    error SeatUnknown(uint16 seat);
    /// @notice Only the seat's owner may do this; leaving and places are its signer's to change, too.
    error NotSeatOwner(uint16 seat, address caller);
    /// @notice Only the seat's signer may commit for it.
    error NotSeatSigner(uint16 seat, address caller);
    /// @notice The seat is leaving already.
    error SeatLeaving(uint16 seat, uint256 to);
    /// @notice The seat has not left: call `exit` first.
    error SeatNotLeaving(uint16 seat);
    /// @notice The stake stays here until then.
    error SeatLocked(uint16 seat, uint256 availableAt);
    /// @notice The seat holds no more than was paid in.
    error NothingToClaim(uint16 seat);
    /// @notice The seat would hold less than its bond.
    error BalanceTooLow(uint16 seat, uint256 balance, uint256 required);
    /// @notice A seat cannot hold so much.
    error BalanceTooHigh(uint16 seat, uint256 balance, uint256 maximum);

    /* PLACES */

    /// @notice There are four price classes, 0 to 3.
    error ClassOutOfRange(uint8 class);
    /// @notice The seat has a place already: withdraw it first.
    error SeatPlaced(uint16 seat, ListId list);
    /// @notice The seat has no place.
    error SeatNotPlaced(uint16 seat);
    /// @notice The list takes no more places in this epoch.
    error EntranceClosed(ListId list, uint256 opensAt);
    /// @notice The seat stays, so its place does.
    error NotPrunable(uint16 seat);

    /* TASKS */

    /// @notice Zero is no digest.
    error EmptyDigest();
    /// @notice Less than the price of class 0.
    error ShareTooLow(uint256 share, uint256 minimum);
    /// @notice More than what a lie costs.
    error ShareTooHigh(uint256 share, uint256 maximum);
    /// @notice An author gets at most a fifth, and nobody nothing.
    error InvalidAuthorShare(address author, uint16 authorBps);
    /// @notice A committee has 3 to 15 members.
    error CommitteeSizeOutOfRange(uint8 size, uint8 minimum, uint8 maximum);
    /// @notice The share reaches too few places of the list, or the draw found too few seats that stay.
    error NotEnoughPlaces(uint256 places, uint256 required);
    /// @notice The deployment does not take this seed for such an order.
    error SeedRefused(Seed seed);
    /// @notice A task seeded by its block needs no round.
    error TipWithoutRound(uint256 roundTip);
    /// @notice The requester has ordered the same before, with the same nonce.
    error TaskExists(TaskId task);
    /// @notice No such task was ever added.
    error TaskUnknown(TaskId task);
    /// @notice The task is Decided or Undecided.
    error TaskNotOpen(TaskId task, State state);
    /// @notice The task has no decision.
    error TaskNotDecided(TaskId task, State state);
    /// @notice The task's time is over.
    error TaskDead(TaskId task, uint256 diedAt);
    /// @notice Votes may still come, until then.
    error TaskAlive(TaskId task, uint256 diesAt);
    /// @notice The task has a committee that can answer it.
    error CommitteeKnown(TaskId task);
    /// @notice The committee is written down already.
    error AlreadyDrawn(TaskId task);
    /// @notice The committee of the task is not written down: call `draw` first.
    error NotDrawn(TaskId task);
    /// @notice This is not the committee of the task.
    error WrongCommittee(TaskId task);
    /// @notice The seed is not known yet: the next block, or the beacon's round, has to come first.
    error SeedNotReady(TaskId task, uint256 blockOrRound);
    /// @notice The hash of the block is out of reach, or the lists have moved on, and nobody drew in time.
    error SeedExpired(TaskId task);
    /// @notice The committee has no such member.
    error MemberUnknown(TaskId task, uint8 member);

    /* VOTES */

    /// @notice The task has not started: its round comes first.
    error CommitNotOpen(TaskId task, uint256 opensAt);
    /// @notice The commit window is over.
    error CommitClosed(TaskId task, uint256 closedAt);
    /// @notice One commitment a member.
    error AlreadyCommitted(TaskId task, uint8 member);
    /// @notice Somebody may still commit, until `opensAt`.
    error RevealNotOpen(TaskId task, uint256 opensAt);
    /// @notice The reveal window is over.
    error RevealClosed(TaskId task, uint256 closedAt);
    /// @notice The member has not committed.
    error NotCommitted(TaskId task, uint8 member);
    /// @notice The member's vote is known already.
    error AlreadyRevealed(TaskId task, uint8 member);
    /// @notice Output and salt are not what the member committed to.
    error WrongOpening(TaskId task, uint8 member, bytes32 expected, bytes32 actual);
    /// @notice Votes may still come in, until `finalizableAt` at the latest.
    error NotFinalizable(TaskId task, uint256 finalizableAt);
    /// @notice The settlement names a voter or an output twice, or voters beyond the committee, or does not bring
    /// exactly one vote or one commitment for each member.
    error MalformedSettlement(TaskId task);
    /// @notice Once reveals are over nobody who sealed a vote may be left out.
    error VotesMissing(TaskId task, uint256 missing);
    /// @notice The vote was signed by somebody else, or says something else: `recovered` is whose signature it is.
    error InvalidVote(TaskId task, uint8 member, address signer, address recovered);
    /// @notice The acknowledgement was signed by somebody else, or of another seal.
    error InvalidAcknowledgement(TaskId task, uint8 member, address signer, address recovered);
    /// @notice No output has the votes that decide.
    error NoQuorum(TaskId task, uint256 required);
    /// @notice A seal was made the court's already, or members committed one by one.
    error AlreadyConvened(TaskId task);
    /// @notice These are not the commitments of the seal that was settled.
    error WrongSeal(TaskId task, bytes32 expected, bytes32 actual);
    /// @notice The vote says what was decided, or `UNAVAILABLE`, or what an appeal found right.
    error NoContradiction(TaskId task, uint8 member);
    /// @notice The member has been slashed for a lie in this task.
    error AlreadyPunished(TaskId task, uint8 member);
    /// @notice Everything is paid that this task can pay.
    error AlreadyClosed(TaskId task);

    /* APPEALS */

    /// @notice An appeal's own decision is the last word.
    error AppealIsFinal(TaskId task);
    /// @notice The list was too small for an appeal when the task was added.
    error NotAppealable(TaskId task);
    /// @notice The decision has been appealed: by a task that is open or decided, or as often as it can be.
    error AlreadyAppealed(TaskId task, TaskId appeal);
    /// @notice The window for appeals is over.
    error AppealClosed(TaskId task, uint256 closedAt);
    /// @notice Nobody appealed.
    error NotAppealed(TaskId task);
    /// @notice The consequences have been drawn already.
    error AlreadyConcluded(TaskId task);
    /// @notice The decision can still change.
    error NotFinal(TaskId task);
    /// @notice Nothing is held for this task.
    error NothingToRelease(TaskId task);

    /* ORDERS */

    /// @notice Only this account may bring the order.
    error NotSubmitter(address submitter, address caller);
    /// @notice The order came too late.
    error OrderExpired(uint256 deadline);
    /// @notice Neither the payer nor a key that may spend so much of its credit signed the order.
    error InvalidOrderSignature(address payer, address recovered);
    /// @notice The key may not spend so much, or not any more, or not on this list.
    error AllowanceExceeded(address payer, address key, uint256 amount, uint256 required);
    /// @notice A session key tips at most a tenth of the shares, the round's tip included.
    error TipTooHigh(uint256 tip, uint256 maximum);
    /// @notice Only this contract may call this.
    error OnlySelf();
}
